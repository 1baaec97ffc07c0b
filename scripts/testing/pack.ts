/** The packages as npm gets them: built, staged as a release does it, and packed. */
import { spawnSync } from "node:child_process";
import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import process from "node:process";
import { localFile, packageName, targetOfTriple } from "../../native/npm/target.js";
import { ROOT } from "./stage.ts";

/** What `npm pack` tells of a package. */
export interface PackedPackage {
  /** Absolute path of the tarball. */
  readonly path: string;
  /** Bytes of the tarball. */
  readonly size: number;
  /** Bytes of all files in it. */
  readonly unpackedSize: number;
  /** Paths of the files in it. */
  readonly files: readonly string[];
}

/** The packages that an installation on this machine needs. */
export interface Packed {
  readonly main: PackedPackage;
  readonly loader: PackedPackage;
  readonly platform: PackedPackage;
}

/** Variable that says where {@linkcode packAll} has noted what it packed. */
export const PACKED = "SPIKARD_PACKED";

const OUT = `${ROOT}target/packed`;
const LOADER = `${ROOT}native/npm/`;
const TARGET = targetOfTriple(Deno.build.target);
const BUILD = ["--no-lock", "--node-modules-dir=manual", "--import-map"];

/** Builds and packs anew; returns the path of the note that {@linkcode readPacked} reads. */
export function packAll(): string {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  run(process.execPath, ["run", "-A", ...BUILD, "scripts/offline_import_map.json", "build_npm.ts"]);
  const packed: Packed = {
    main: pack(`${ROOT}npm`),
    loader: pack(stageLoader()),
    platform: pack(stagePlatform()),
  };
  const note = `${OUT}/packed.json`;
  writeFileSync(note, JSON.stringify(packed));
  return note;
}

/** What the stage has packed; packs where a test runs by itself. */
export function readPacked(): Packed {
  return JSON.parse(readFileSync(process.env[PACKED] ?? packAll(), "utf8"));
}

/** The loader as it is released: with its platform packages, here the one there is. */
function stageLoader(): string {
  const folder = `${OUT}/loader`;
  mkdirSync(folder);
  for (const file of globSync(["*.js", "index.d.ts"], { cwd: LOADER })) {
    copyFileSync(LOADER + file, `${folder}/${file}`);
  }
  const manifest = loaderManifest();
  const optionalDependencies = { [packageName(TARGET)]: manifest.version };
  writeManifest(folder, { ...manifest, optionalDependencies });
  return folder;
}

function stagePlatform(): string {
  const folder = `${OUT}/platform`;
  const file = localFile(TARGET).slice(2);
  const [os = "", cpu = "", abi] = TARGET.split("-");
  mkdirSync(folder);
  copyFileSync(LOADER + file, `${folder}/${file}`);
  writeManifest(folder, {
    name: packageName(TARGET),
    version: loaderManifest().version,
    main: file,
    files: [file],
    os: [os],
    cpu: [cpu],
    ...(os === "linux" && { libc: [abi === "gnu" ? "glibc" : abi] }),
  });
  return folder;
}

function loaderManifest(): Record<string, unknown> & { readonly version: string } {
  return JSON.parse(readFileSync(`${LOADER}package.json`, "utf8"));
}

function writeManifest(folder: string, manifest: Record<string, unknown>): void {
  writeFileSync(`${folder}/package.json`, JSON.stringify(manifest, null, 2));
}

function pack(folder: string): PackedPackage {
  const [told] = JSON.parse(run("npm", ["pack", folder, "--json", "--pack-destination", OUT]));
  const files: readonly { path: string }[] = told.files;
  return {
    path: `${OUT}/${told.filename}`,
    size: told.size,
    unpackedSize: told.unpackedSize,
    files: files.map(({ path }) => path),
  };
}

function run(command: string, args: string[]): string {
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    shell: command === "npm" && process.platform === "win32",
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`"${command} ${args.join(" ")}" failed\n${stderr}`);
  return stdout;
}
