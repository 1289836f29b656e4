// One node peer: documents per process, CPU microseconds a document, start-up and warm-up outside the clock.
// node worker.mjs PEER MODULES TEMPLATE DATA OUT  (DATA: a JSON list; OUT: a folder) -> prints a number
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

const [peer, modules, templateFile, dataFile, out] = process.argv.slice(2);
const require = createRequire(path.join(modules, "package.json"));
const template = fs.readFileSync(templateFile);
const data = JSON.parse(fs.readFileSync(dataFile, "utf8"));

const peers = {
  docxtemplater() {
    const PizZip = require("pizzip");
    const Docxtemplater = require("docxtemplater");
    return async (values) => {
      const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
      document.render(values);
      return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
    };
  },
  "easy-template-x"() {
    const { TemplateHandler } = require("easy-template-x");
    const handler = new TemplateHandler();
    return (values) => handler.process(template, values);
  },
  carbone() {
    const carbone = require("carbone");
    return (values) =>
      new Promise((resolve, reject) =>
        carbone.render(templateFile, values, (error, result) => (error ? reject(error) : resolve(result))),
      );
  },
};

const fill = peers[peer]();
for (const values of data.slice(0, 50)) fs.writeFileSync(path.join(out, "0.docx"), await fill(values));
const start = process.cpuUsage();
for (const [number, values] of data.entries()) fs.writeFileSync(path.join(out, `${number}.docx`), await fill(values));
const spent = process.cpuUsage(start);
console.log((spent.user + spent.system) / data.length);
process.exit(0);
