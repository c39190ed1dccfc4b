// Train NLP.js on the examples of a job and hear its messages:  node nlpjs.mjs <job.json> <result.json>

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { performance } from "node:perf_hooks";

// The package is installed where `make bench` keeps its things, which is where this is run from.
const { NlpManager } = createRequire(path.join(process.cwd(), "package.json"))("node-nlp");

const LANGUAGE = "nl";
const NOT_SURE = "None";
const [jobFile, resultFile] = process.argv.slice(2);
const job = JSON.parse(readFileSync(jobFile, "utf8"));

async function hear(nlp, text) {
  const started = performance.now();
  const heard = await nlp.process(LANGUAGE, text, {});
  const ms = performance.now() - started;
  const guesses = (heard.classifications ?? []).filter((guess) => guess.intent !== NOT_SURE);
  return {
    labels: heard.intent === NOT_SURE ? [] : [[heard.intent, heard.score]],
    best: guesses.length > 0 ? [guesses[0].intent, guesses[0].score] : null,
    ms,
  };
}

const started = performance.now();
const nlp = new NlpManager({ languages: [LANGUAGE], autoSave: false, nlu: { log: false }, forceNER: false });
for (const { text, labels } of job.examples) nlp.addDocument(LANGUAGE, text, labels[0]);
await nlp.train();
const seconds = (performance.now() - started) / 1000;

await hear(nlp, "hallo"); // the first message sets things up
const heard = [];
for (const text of job.messages) heard.push(await hear(nlp, text));

const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "ascii"));
const told = {
  training_seconds: seconds,
  heard,
  peak_bytes: peak ? Number(peak[1]) * 1024 : null,
  tensorflow: false,
};
writeFileSync(resultFile, JSON.stringify(told));
