import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What a monitoring system may read of this process, in Prometheus' text format. Nothing of it names a person. */

function open() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Counter({
      name: "gloss_http_requests_total",
      help: "Requests answered, by the pattern of their route.",
      labelNames: ["method", "route", "status"] as const,
      registers,
    }),
    seconds: new Histogram({
      name: "gloss_http_request_duration_seconds",
      help: "Seconds from a request's first line to the end of its answer; event streams are left out.",
      labelNames: ["route"] as const,
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    streams: new Gauge({ name: "gloss_event_streams", help: "Open event streams.", registers }),
    connections: new Gauge({
      name: "gloss_database_connections",
      help: "Connections to the database: the most there may be, those open, in use, and requests that wait for one.",
      labelNames: ["pool", "state"] as const,
      registers,
    }),
    slowStatements: new Counter({
      name: "gloss_database_slow_statements_total",
      help: "Statements that were logged for taking too long.",
      registers,
    }),
    databaseUp: new Gauge({
      name: "gloss_database_up",
      help: "1 when the database answered for these figures, 0 when not.",
      registers,
    }),
    jobs: new Gauge({
      name: "gloss_queue_jobs",
      help: "Jobs kept in the database, of all processes: created, retry, active, failed.",
      labelNames: ["queue", "state"] as const,
      registers,
    }),
    letters: new Gauge({ name: "gloss_mail_waiting", help: "Letters that wait to be sent.", registers }),
    mail: new Counter({
      name: "gloss_mail_total",
      help: "Letters handed to the mail server: taken, or refused and tried again later.",
      labelNames: ["result"] as const,
      registers,
    }),
  };
}

declare global {
  // One for the process, however often this module is bundled.
  var glossMetrics: ReturnType<typeof open> | undefined;
}

/** The process's own, opened when first asked for. */
export function metrics(): ReturnType<typeof open> {
  globalThis.glossMetrics ??= open();
  return globalThis.glossMetrics;
}
