import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { setting } from "@/db/settings.mjs";

/** What a provider says of a person, in OpenID Connect's own names. */
const given = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);
const claims = z.object({
  sub: z.string().min(1),
  name: given,
  preferred_username: given,
  email: given,
  email_verified: z.boolean().nullish(),
});
export type Claims = z.infer<typeof claims>;

const profile = (said: Claims) => ({
  id: said.sub,
  name: said.name || said.preferred_username,
  email: said.email,
});

/** What a signed token says. Its signature was checked by next-auth when it came. */
const payload = (token: string): unknown => JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

/** A provider that speaks OpenID Connect, known by its issuer alone. */
const openId = (
  id: string,
  name: string,
  issuer: string,
  clientId: string,
  clientSecret: string,
): OAuthConfig<Claims> => ({
  id,
  name,
  type: "oauth",
  wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
  authorization: { params: { scope: "openid email profile" } },
  idToken: true,
  checks: ["pkce", "state", "nonce"],
  clientId,
  clientSecret,
  // Some give the address only when asked once more; what the signed token says goes before what that answer says.
  userinfo: {
    async request({ client, tokens }) {
      const signed = claims.parse(payload(tokens.id_token ?? ""));
      if (!client.issuer.metadata.userinfo_endpoint) return signed;
      const asked = claims.parse(await client.userinfo(tokens.access_token ?? ""));
      if (asked.sub !== signed.sub) throw new Error("The provider's two answers speak of two people.");
      // One answer whole: an address from one of them must not go with the "verified" of the other.
      return asked.email ? asked : signed;
    },
  },
  profile,
});

const gitHubUser = z.object({ id: z.number(), login: z.string(), name: z.string().nullish() });
const gitHubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/** GitHub speaks OAuth only. The address in its profile is what a person shows; which one is verified must be asked. */
const gitHub = (clientId: string, clientSecret: string): OAuthConfig<Claims> => ({
  id: "github",
  name: "GitHub",
  type: "oauth",
  authorization: { url: "https://github.com/login/oauth/authorize", params: { scope: "read:user user:email" } },
  token: "https://github.com/login/oauth/access_token",
  userinfo: {
    async request({ tokens }) {
      const ask = async (path: string): Promise<unknown> => {
        const answer = await fetch(`https://api.github.com${path}`, {
          headers: { Authorization: `Bearer ${tokens.access_token}`, "User-Agent": "Gloss" },
        });
        return answer.json();
      };
      const user = gitHubUser.parse(await ask("/user"));
      const emails = gitHubEmails.parse(await ask("/user/emails"));
      const main = emails.find((one) => one.primary);
      return {
        sub: String(user.id),
        name: user.name || user.login,
        email: main?.email,
        email_verified: main?.verified ?? false,
      };
    },
  },
  checks: ["pkce", "state"],
  clientId,
  clientSecret,
  profile,
});

/** The providers that are set by their variables, as next-auth wants them. */
export function providers(): OAuthConfig<Claims>[] {
  const [GITHUB_ID, GITHUB_SECRET] = [setting("GITHUB_ID"), setting("GITHUB_SECRET")];
  const [GOOGLE_ID, GOOGLE_SECRET] = [setting("GOOGLE_ID"), setting("GOOGLE_SECRET")];
  const [OIDC_ISSUER, OIDC_ID, OIDC_SECRET] = [setting("OIDC_ISSUER"), setting("OIDC_ID"), setting("OIDC_SECRET")];
  const set: OAuthConfig<Claims>[] = [];
  if (GITHUB_ID && GITHUB_SECRET) set.push(gitHub(GITHUB_ID, GITHUB_SECRET));
  if (GOOGLE_ID && GOOGLE_SECRET)
    set.push(openId("google", "Google", "https://accounts.google.com", GOOGLE_ID, GOOGLE_SECRET));
  if (OIDC_ISSUER && OIDC_ID && OIDC_SECRET)
    set.push(openId("oidc", new URL(OIDC_ISSUER).hostname, OIDC_ISSUER, OIDC_ID, OIDC_SECRET));
  return set;
}
