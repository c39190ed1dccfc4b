// One line on a page: loads the element, and adds it when it is not there yet.
//
//   <script type="module" src="https://chat.example/stiefwijzer-add.js"></script>
import "./stiefwijzer-chat.js";

if (!document.querySelector("stiefwijzer-chat")) document.body.append(document.createElement("stiefwijzer-chat"));
