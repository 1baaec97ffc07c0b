import { suite } from "uvu";
import { checkSecuritySchemes } from "../../../src/server/security_schemes.ts";
import { expectThrow } from "../../support/errors.ts";

const test = suite("security_schemes");

const tokenUrl = "https://a.test/token";
const authorizationUrl = "https://a.test/authorize";
const scopes = {};

test("schemes of every type are taken, with what OpenAPI asks for", () => {
  checkSecuritySchemes({
    "basic.1_a-b": { type: "http", scheme: "basic", description: "By name." },
    key: { type: "apiKey", name: "x-api-key", in: "header" },
    session: { type: "apiKey", name: "session", in: "cookie" },
    old: { type: "apiKey", name: "key", in: "query" },
    tls: { type: "mutualTLS" },
    oidc: { type: "openIdConnect", openIdConnectUrl: "https://a.test/.well-known" },
    oauth: {
      type: "oauth2",
      flows: {
        implicit: { authorizationUrl, scopes },
        password: { tokenUrl, scopes },
        clientCredentials: { tokenUrl, scopes: { read: "Reads." } },
        authorizationCode: { authorizationUrl, tokenUrl, scopes, refreshUrl: tokenUrl },
      },
    },
  });
});

const oauth = (flows: unknown) => ({ a: { type: "oauth2", flows } });
const A = '"openapi.securitySchemes.a"';

const REFUSED: readonly (readonly [schemes: unknown, ...says: string[]])[] = [
  [[], '"openapi.securitySchemes"', "object"],
  ["http", '"openapi.securitySchemes"', "object"],
  [{ "my key": { type: "mutualTLS" } }, '"my key"', "letters, digits"],
  [{ a: null }, `type of ${A}`, "http"],
  [{ a: { type: "bearer" } }, `type of ${A} is "bearer"`, "http"],
  [{ a: { type: "http" } }, `"scheme" of ${A} is undefined`],
  [{ a: { type: "http", scheme: 1 } }, `"scheme" of ${A} is 1`],
  [{ a: { type: "apiKey", in: "header" } }, `"name" of ${A}`],
  [{ a: { type: "apiKey", name: "x" } }, `"in" of ${A} is undefined`, "header, query, cookie"],
  [{ a: { type: "apiKey", name: "x", in: "body" } }, `"in" of ${A} is "body"`],
  [{ a: { type: "openIdConnect" } }, `"openIdConnectUrl" of ${A}`],
  [oauth(undefined), `"flows" of ${A}`, "implicit"],
  [oauth({}), `"flows" of ${A}`],
  [oauth({ code: {} }), '"code"', "authorizationCode"],
  [oauth({ password: null }), `"tokenUrl" of flow "password" of ${A}`],
  [oauth({ password: { tokenUrl } }), `"scopes" of flow "password" of ${A}`, "{} for none"],
  [oauth({ authorizationCode: { tokenUrl, scopes } }), '"authorizationUrl"'],
  [oauth({ implicit: { tokenUrl, scopes } }), '"authorizationUrl"'],
];

for (const [schemes, ...says] of REFUSED) {
  test(`${JSON.stringify(schemes)} is refused`, () => {
    expectThrow(() => checkSecuritySchemes(schemes), { code: "SPK_BAD_OPTION", says });
  });
}

test.run();
