import fc from "fast-check";

/**
 * Random cases are the same in every run, so that what fails on one machine fails on all. `FC_SEED=1 npx vitest run` looks
 * at others.
 */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_124) });
