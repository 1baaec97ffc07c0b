import { existsSync, readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ROOT } from "../../support/checkout.ts";
import { DOCUMENTS } from "../../support/documents.ts";

const test = suite("links of documents");

const LINK = /\]\(([^)\s]+)\)/g;
const HEADING = /^#+ (.+)$/gm;

/** Where the links of a document lead that leads nowhere else. */
function linksOf(path: string): URL[] {
  const targets = [...read(new URL(path, ROOT)).matchAll(LINK)].map(([, target = ""]) => target);
  return targets.map((target) => new URL(target, new URL(path, ROOT)))
    .filter(({ protocol }) => protocol === "file:");
}

/** The anchors that GitHub gives the headings of a document. */
function anchorsOf(document: URL): string[] {
  return [...read(document).matchAll(HEADING)].map(([, heading = ""]) =>
    `#${heading.toLowerCase().replace(/[^\w\- ]/g, "").replaceAll(" ", "-")}`
  );
}

function read(file: URL): string {
  return readFileSync(file, "utf8");
}

for (const path of DOCUMENTS) {
  test(`every link of ${path} leads somewhere`, () => {
    for (const link of linksOf(path)) {
      const file = new URL(link.pathname, link);
      assert.ok(existsSync(file), `${path} links to ${link}`);
      if (link.hash !== "") assert.ok(anchorsOf(file).includes(link.hash), `${path}: ${link}`);
    }
  });
}

test("README.md leads to every guide", () => {
  const names = linksOf("README.md").map(({ pathname }) => pathname.split("/").at(-1));
  for (const path of DOCUMENTS) {
    const name = path.split("/").at(-1);
    assert.ok(path === "README.md" || names.includes(name), `README.md does not link to ${path}`);
  }
});

test.run();
