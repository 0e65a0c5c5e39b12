import { z } from "zod";
import { REACTIONS } from "../reactions";
import { followed } from "./notice";
import { problem, ROUTES, type Route } from "./routes";

const REASONS: Record<number, string> = {
  200: "Done",
  201: "Made",
  202: "Taken in",
  204: "Done",
  303: "Is elsewhere",
  400: "Wrong shape",
  401: "Needs an account",
  403: "Not from a page of this site",
  404: "Not there, or not yours",
  409: "Conflict",
  412: "Changed meanwhile",
  413: "Too large",
  415: "Not JSON",
  422: "Cannot be done with this text",
  428: "No If-Match",
  429: "Too many",
  503: "Not available",
};

/** What stands in an address, unless it is an id. */
const PARAMETERS: Record<string, { type: string; enum?: readonly string[] }> = {
  what: { type: "string", enum: REACTIONS },
  subject: { type: "string", enum: followed.options },
  token: { type: "string" },
  hash: { type: "string" },
  number: { type: "integer" },
};

const schema = (of: z.ZodType, io: "input" | "output") =>
  z.toJSONSchema(of, { io, unrepresentable: "any", target: "draft-2020-12" });
const json = (of: z.ZodType, io: "input" | "output") => ({ "application/json": { schema: schema(of, io) } });

function content(answer: z.ZodType | string | null) {
  if (answer === null) return {};
  return { content: typeof answer === "string" ? { [answer]: {} } : json(answer, "output") };
}

function failures({ method, path, body, query, open, revision, fails = [] }: Route): number[] {
  const found = new Set(fails);
  if (!open) found.add(401);
  if (path.includes("{")) found.add(404);
  if (method !== "get") found.add(403);
  if (query) found.add(400);
  if (body) for (const status of [400, 413, 415]) found.add(status);
  if (revision) for (const status of [412, 428]) found.add(status);
  return [...found].sort((a, b) => a - b);
}

function parameters({ path, query, revision }: Route) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: PARAMETERS[name ?? ""] ?? { type: "string", format: "uuid" },
  }));
  const inQuery = Object.entries((query && schema(query, "input").properties) ?? {}).map(([name, of]) => ({
    name,
    in: "query",
    schema: of,
  }));
  const header = { name: "If-Match", in: "header", required: true, schema: { type: "string", examples: ['"3"'] } };
  return [...inPath, ...inQuery, ...(revision ? [header] : [])];
}

function operation(route: Route) {
  const good = Object.entries(route.answers).map(([status, answer]) => [
    status,
    { description: REASONS[Number(status)], ...content(answer) },
  ]);
  const bad = failures(route).map((status) => [
    status,
    {
      description: REASONS[status],
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  ]);
  return {
    summary: route.says,
    parameters: parameters(route),
    ...(route.body && { requestBody: { required: true, content: json(route.body, "input") } }),
    responses: Object.fromEntries([...good, ...bad]),
    security: route.open ? [{}, { session: [] }] : [{ session: [] }],
  };
}

/** The description of the API, OpenAPI 3.1, from the schemas that the routes parse with. `origin` is this instance's. */
export function openapi(origin: string, version: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of ROUTES) paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  return {
    openapi: "3.1.0",
    info: { title: "Gloss", version, description: "Reading with others: articles, annotations, threads and groups." },
    servers: [{ url: `${origin}/api/v1` }],
    paths,
    components: {
      schemas: { Problem: schema(problem, "output") },
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" } },
    },
  };
}
