import { isPlainObject } from "../http/plain_object.ts";
import { badValue, readText } from "./values.ts";

/** Members of one scheme or flow, and what messages call it. */
interface Part {
  readonly members: Readonly<Record<string, unknown>>;
  readonly owner: string;
}

/** Names of components (OpenAPI 3.1.1 section 4.8.7). */
const NAME = /^[A-Za-z0-9._-]+$/;

/** What each type asks for (section 4.8.27). */
const TYPES: ReadonlyMap<unknown, (scheme: Part) => void> = new Map([
  ["apiKey", checkKey],
  ["http", (scheme: Part) => needText(scheme, "scheme")],
  ["mutualTLS", () => {}],
  ["oauth2", checkFlows],
  ["openIdConnect", (scheme: Part) => needText(scheme, "openIdConnectUrl")],
]);

/** URLs that each flow of OAuth 2 needs (section 4.8.29). */
const FLOWS: ReadonlyMap<string, readonly string[]> = new Map([
  ["implicit", ["authorizationUrl"]],
  ["password", ["tokenUrl"]],
  ["clientCredentials", ["tokenUrl"]],
  ["authorizationCode", ["authorizationUrl", "tokenUrl"]],
]);

/**
 * Checks the security schemes of a document: that they are there by a name OpenAPI allows, with
 * what their type needs. Throws TypeError `SPK_BAD_OPTION`.
 */
export function checkSecuritySchemes(schemes: unknown): void {
  const option = '"openapi.securitySchemes"';
  if (!isRecord(schemes)) {
    const wanted = 'an object such as { bearer: { type: "http", scheme: "bearer" } }';
    throw badValue(`option ${option}`, schemes, wanted);
  }
  for (const [name, scheme] of Object.entries(schemes)) {
    if (!NAME.test(name)) {
      throw badValue(`name of a scheme in ${option}`, name, 'of letters, digits, ".", "_" and "-"');
    }
    const members = isRecord(scheme) ? scheme : {};
    const owner = `"openapi.securitySchemes.${name}"`;
    const check = TYPES.get(members.type);
    const wanted = `one of ${[...TYPES.keys()].join(", ")}`;
    if (check === undefined) throw badValue(`type of ${owner}`, members.type, wanted);
    check({ members, owner });
  }
}

function checkKey(scheme: Part): void {
  needText(scheme, "name");
  const { members: { in: place }, owner } = scheme;
  if (place === "header" || place === "query" || place === "cookie") return;
  throw badValue(`"in" of ${owner}`, place, "one of header, query, cookie");
}

function checkFlows({ members: { flows }, owner }: Part): void {
  const names = [...FLOWS.keys()].join(", ");
  if (!isRecord(flows) || Object.keys(flows).length === 0) {
    throw badValue(`"flows" of ${owner}`, flows, `an object with one or more of ${names}`);
  }
  for (const [name, flow] of Object.entries(flows)) {
    const urls = FLOWS.get(name);
    if (urls === undefined) throw badValue(`name of a flow of ${owner}`, name, `one of ${names}`);
    const part = { members: isRecord(flow) ? flow : {}, owner: `flow "${name}" of ${owner}` };
    for (const url of urls) needText(part, url);
    if (!isRecord(part.members.scopes)) {
      throw badValue(`"scopes" of ${part.owner}`, part.members.scopes, "an object, {} for none");
    }
  }
}

function needText({ members, owner }: Part, key: string): void {
  const name = `"${key}" of ${owner}`;
  if (readText(members[key], name) === undefined) throw badValue(name, undefined, "a text");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && isPlainObject(value);
}
