/**
 * What a run measured, as text.
 *
 * @module
 */
import type { Verdict } from "./goals.ts";
import { isSpikard } from "./http/contenders.ts";
import { LOADS } from "./http/loads.ts";
import type { Series } from "./http/measure.ts";
import {
  type Figure,
  figureOf,
  ratioOf,
  type Sample,
  samplesOf,
  type Setup,
  type Spread,
  spreadOf,
} from "./http/samples.ts";

/** A generator that uses more of its core than this may be what limits the figure. */
const SATURATED = 0.95;

/** Table of one series, then its ratios, then what to know about them. */
export function reportSeries({ setup, contenders }: Series, samples: readonly Sample[]): string {
  const groups = contenders
    .map((contender) => samplesOf(samples, setup, { contender }))
    .filter((group) => group.length > 0);
  const head = ["", "req/s", "[min-max]", "p50 us", "p99 us", "CPU us/req", "[main + others]"];
  const paced = setup.rate === null ? [] : ["CPU %"];
  const table = formatTable([[...head, ...paced], ...groups.map(figuresOf)]);
  return [titleOf(setup), table, ratioTable(groups), ...groups.flatMap(warningsOf)]
    .filter((part) => part !== "").join("\n");
}

/** Every goal with what was measured, then how many were reached. */
export function reportGoals(verdicts: readonly Verdict[]): string {
  const head = ["goal", "wanted", "measured", "[min-max]", ""];
  const table = formatTable([head, ...verdicts.map(goalRow)]);
  const reached = verdicts.filter(({ result }) => result === "reached").length;
  return `Goals\n${table}\n${reached} of ${verdicts.length} goals reached`;
}

/** Short text that tells setups apart. */
export function titleOf({ load, connections, rate, isPinned }: Setup): string {
  const { method, path } = LOADS[load];
  const drive = rate === null ? count(connections, "connection") : `${rate} requests/s, paced`;
  return `${method} ${path}, ${drive}${isPinned ? ", pinned" : ""}`;
}

function figuresOf(group: readonly Sample[]): string[] {
  const rate = spreadOf(group.map((sample) => figureOf(sample, "throughput")));
  const main = middle(group, (sample) => sample.mainThread);
  const cpu = middle(group, (sample) => sample.cpu);
  const row = [
    group[0]!.contender,
    whole(rate?.median ?? 0),
    rangeOf(rate, whole),
    whole(middle(group, ({ latency }) => latency.p50)),
    whole(middle(group, ({ latency }) => latency.p99)),
    cpu.toFixed(2),
    `[${main.toFixed(2)} + ${(cpu - main).toFixed(2)}]`,
  ];
  if (group[0]!.setup.rate === null) return row;
  return [...row, middle(group, (sample) => sharePercent(sample)).toFixed(2)];
}

/** Every Spikard against every peer; without Spikard, the first contender against the others. */
function ratioTable(groups: readonly Sample[][]): string {
  const subjects = groups.filter(([first]) => isSpikard(first!.contender));
  const chosen = subjects.length > 0 ? subjects : groups.slice(0, 1);
  const rows = chosen.flatMap((subject) =>
    groups.filter((peer) => !chosen.includes(peer)).map((peer) => ratioRow(subject, peer))
  );
  if (rows.length === 0) return "";
  return formatTable([
    ["ratio, median of rounds", "req/s", "[min-max]", "CPU", "[min-max]"],
    ...rows,
  ]);
}

function ratioRow(subject: readonly Sample[], peer: readonly Sample[]): string[] {
  const cells = (figure: Figure) => {
    const ratio = ratioOf(subject, peer, { figure });
    return [ratio?.median.toFixed(2) ?? "-", rangeOf(ratio, hundredths)];
  };
  const title = `${subject[0]!.contender} / ${peer[0]!.contender}`;
  return [title, ...cells("throughput"), ...cells("cpu")];
}

function warningsOf(group: readonly Sample[]): string[] {
  const { contender } = group[0]!;
  const saturated = group.filter(({ generatorShare }) => generatorShare > SATURATED).length;
  const bad = total(group, (sample) => sample.badStatus);
  const broken = total(group, (sample) => sample.socketErrors);
  const rounds = count(saturated, "round");
  return [
    saturated > 0 ? `${contender}: the load generator was saturated in ${rounds}; compare CPU` : "",
    bad > 0 ? `${contender}: ${count(bad, "answer")} neither 2xx nor 3xx` : "",
    broken > 0 ? `${contender}: ${count(broken, "socket error")}` : "",
  ];
}

function goalRow({ goal, measured, result }: Verdict): string[] {
  const { subject, peer, figure, setup, bound } = goal;
  const [sign, unit] = [figure === "throughput" ? ">=" : "<=", peer === null ? " us" : "x"];
  const what = { throughput: "req/s", cpu: "CPU", mainThread: "JS thread" }[figure];
  const title = `${peer === null ? subject : `${subject} / ${peer}`}: ${what}, ${titleOf(setup)}`;
  const median = measured === null ? "-" : measured.median.toFixed(2) + unit;
  return [title, `${sign} ${bound}${unit}`, median, rangeOf(measured, hundredths), result];
}

function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)
    );
    return `  ${cells.join("  ")}`.trimEnd();
  }).join("\n");
}

/** CPU time of the server per second of the run, in percent of one core. */
function sharePercent({ cpu, requests, seconds }: Sample): number {
  return cpu * requests / seconds / 10_000;
}

function middle(group: readonly Sample[], read: (sample: Sample) => number): number {
  return spreadOf(group.map(read))?.median ?? 0;
}

function total(group: readonly Sample[], read: (sample: Sample) => number): number {
  return group.reduce((sum, sample) => sum + read(sample), 0);
}

function rangeOf(spread: Spread | null, format: (value: number) => string): string {
  return spread === null ? "" : `[${format(spread.min)}-${format(spread.max)}]`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

function hundredths(value: number): string {
  return value.toFixed(2);
}

function count(value: number, noun: string): string {
  return `${value} ${noun}${value === 1 ? "" : "s"}`;
}
