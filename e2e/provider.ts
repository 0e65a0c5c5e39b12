import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";

/** What the provider says of whoever comes next. */
export type Identity = { sub: string; name: string; email: string; email_verified: boolean };

/** An OpenID Connect provider of the tests' own: it lets in whoever `next` names, and checks what it is sent as a real one does. */
export async function provider(client: { id: string; secret: string }) {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const grants = new Map<string, { who: Identity; nonce: string; challenge: string }>();
  const state: { next: Identity; issuer: string } = {
    next: { sub: "", name: "", email: "", email_verified: false },
    issuer: "",
  };
  const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const token = (claims: object) => {
    const text = `${base64({ alg: "RS256", kid: "1", typ: "JWT" })}.${base64(claims)}`;
    return `${text}.${sign("RSA-SHA256", Buffer.from(text), privateKey).toString("base64url")}`;
  };
  const json = (response: ServerResponse, body: unknown, status = 200) =>
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", state.issuer);
    if (pathname === "/.well-known/openid-configuration")
      return json(response, {
        issuer: state.issuer,
        authorization_endpoint: `${state.issuer}/authorize`,
        token_endpoint: `${state.issuer}/token`,
        userinfo_endpoint: `${state.issuer}/userinfo`,
        jwks_uri: `${state.issuer}/jwks`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"],
      });
    if (pathname === "/jwks")
      return json(response, { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256", use: "sig" }] });
    if (pathname === "/authorize") {
      const code = randomUUID();
      const [nonce, challenge] = [searchParams.get("nonce") ?? "", searchParams.get("code_challenge") ?? ""];
      grants.set(code, { who: state.next, nonce, challenge });
      const back = new URL(searchParams.get("redirect_uri") ?? "");
      back.search = new URLSearchParams({ code, state: searchParams.get("state") ?? "" }).toString();
      return response.writeHead(302, { Location: back.href }).end();
    }
    if (pathname === "/token") {
      let body = "";
      for await (const part of request) body += part;
      const sent = new URLSearchParams(body);
      const grant = grants.get(sent.get("code") ?? "");
      const basic = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString("base64")}`;
      const verifier = createHash("sha256")
        .update(sent.get("code_verifier") ?? "")
        .digest("base64url");
      if (!grant || request.headers.authorization !== basic || verifier !== grant.challenge)
        return json(response, { error: "invalid_grant" }, 400);
      const now = Math.floor(Date.now() / 1000);
      const { sub } = grant.who;
      // The address only when asked once more, as the specification has it.
      const id_token = token({ iss: state.issuer, aud: client.id, sub, nonce: grant.nonce, iat: now, exp: now + 60 });
      return json(response, { access_token: sent.get("code"), token_type: "Bearer", id_token });
    }
    const grant = grants.get(request.headers.authorization?.replace("Bearer ", "") ?? "");
    return pathname === "/userinfo" && grant ? json(response, grant.who) : json(response, {}, 404);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  state.issuer = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  return Object.assign(state, { close: () => new Promise((done) => server.close(done)) });
}
