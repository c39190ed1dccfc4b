// A chatbot on NLP.js, learned from the same examples and saying the same texts; it keeps nothing on disk.
//   node server.mjs train <corpus.json> <model.json>          prints the seconds it took
//   node server.mjs serve <corpus.json> <model.json> <port>
// corpus.json: {"examples": {intent: [text]}, "answers": {intent: [bubble]}}

import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { performance } from "node:perf_hooks";

// The package is installed where the benchmark keeps its things, which is where it is run from.
const { NlpManager } = createRequire(path.join(process.cwd(), "package.json"))("node-nlp");

const LANGUAGE = "nl";
const [command, corpusFile, modelFile, port] = process.argv.slice(2);
const corpus = JSON.parse(readFileSync(corpusFile, "utf8"));

function manager() {
  return new NlpManager({ languages: [LANGUAGE], autoSave: false, nlu: { log: false }, forceNER: false });
}

async function train() {
  const started = performance.now();
  const nlp = manager();
  for (const [intent, texts] of Object.entries(corpus.examples)) {
    for (const text of texts) nlp.addDocument(LANGUAGE, text, intent);
  }
  await nlp.train();
  writeFileSync(modelFile, nlp.export(true));
  console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000 }));
}

function serve() {
  const nlp = manager();
  nlp.import(readFileSync(modelFile, "utf8"));
  const contexts = new Map();

  async function answer(token, text) {
    const context = contexts.get(token);
    const heard = await nlp.process(LANGUAGE, text, context);
    context.turns = (context.turns ?? 0) + 1;
    return (corpus.answers[heard.intent] ?? []).map((bubble) => ({ text: bubble, quick_replies: [] }));
  }

  async function route(request, body) {
    if (request.url === "/health") return [200, { status: "ok" }];
    if (request.url === "/chat/sessions") {
      const token = randomUUID();
      contexts.set(token, {});
      return [201, { token }];
    }
    const token = (request.headers.authorization ?? "").replace("Bearer ", "");
    if (request.url !== "/chat/messages" || !contexts.has(token)) return [404, {}];
    return [200, { messages: await answer(token, JSON.parse(body).text) }];
  }

  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += piece;
    let status = 500;
    let said = {};
    try {
      [status, said] = await route(request, body);
    } catch (error) {
      console.error(error);
    }
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(said));
  });
  server.keepAliveTimeout = 120_000;
  server.listen(Number(port), "127.0.0.1");
  process.on("SIGTERM", () => process.exit(0));
}

if (command === "train") await train();
else serve();
