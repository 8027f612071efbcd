// node mp.mjs FOLDER: what mailparser and postal-mime read in each .eml file of a folder,
// a line of JSON for each file and library.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";

const folder = process.argv[2];
const digest = (data) => createHash("sha256").update(data).digest("hex");
const boxes = (list) => (list ?? []).map((box) => [box.name ?? "", box.address ?? ""]);

for (const file of readdirSync(folder).filter((name) => name.endsWith(".eml"))) {
  const raw = readFileSync(join(folder, file));
  const one = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true });
  console.log(
    JSON.stringify({
      file,
      library: "mailparser",
      headers: [...one.headerLines.map((line) => line.key)],
      from: boxes(one.from?.value),
      to: boxes(one.to?.value),
      subject: one.subject ?? "",
      text: one.text ?? "",
      html: one.html || "",
      attachments: one.attachments.map((a) => [a.filename, a.contentType, digest(a.content)]),
    }),
  );
  const two = await PostalMime.parse(raw);
  console.log(
    JSON.stringify({
      file,
      library: "postal-mime",
      headers: two.headers.map((header) => header.key),
      from: boxes(two.from ? [two.from] : []),
      to: boxes(two.to),
      subject: two.subject ?? "",
      text: two.text ?? "",
      html: two.html ?? "",
      attachments: two.attachments.map((a) => [
        a.filename,
        a.mimeType,
        digest(Buffer.from(a.content)),
      ]),
    }),
  );
}
