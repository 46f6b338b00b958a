import type {Clock} from '../domain/clock.ts';
import type {Failure} from '../domain/failure.ts';
import type {NodeFiles} from '../domain/files.ts';
import type {NodeProbe} from '../domain/node-probe.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import type {OpenShell} from '../domain/shell.ts';
import {parseNodeSample} from '../parsers/node-sample.ts';
import type {Sections} from '../parsers/sections.ts';
import {settledWithin} from '../transport/settled-within.ts';
import {discoverSensors, type SensorFiles} from './discover-sensors.ts';
import {createPatientReader} from './patient-reader.ts';
import {readProcFacts} from './proc-facts.ts';

/** The files of /proc that make a sample. The clock of the rates stands beside the counters it measures. */
export const counterFiles = [
	'/proc/uptime',
	'/proc/stat',
	'/proc/diskstats',
	'/proc/net/dev',
	'/proc/vmstat',
	'/proc/meminfo',
	'/proc/loadavg',
	'/proc/pressure/cpu',
	'/proc/pressure/io',
	'/proc/pressure/memory',
	'/proc/sys/kernel/random/boot_id',
];

/** /proc/stat of a machine with 512 cores and its interrupts has some 200 kB. */
/** A late counter beside a new clock would make a wrong rate. */
const counterLimits = {
	lanes: counterFiles.length,
	deadlineMs: 1500,
	maxBytes: 1_048_576,
	keepLateMs: 0,
};
/** libuv has four threads for files: sensors that hang may hold two of them, never all. */
const sensorLimits = {lanes: 2, deadlineMs: 250, maxBytes: 4096, keepLateMs: 10_000};
/** Sensors come and go with devices; a look costs a few folders. A vanished file asks for one sooner. */
const rediscoverAfterMs = 60_000;
const rediscoverSoonestMs = 5000;

export type ProcProbeParts = {
	readonly files: NodeFiles;
	readonly clock: Clock;
	readonly filesystems: Pick<NodeProbe, 'readFilesystems' | 'close'>;
	readonly openShell: OpenShell;
	readonly openHttp: NodeProbe['openHttp'];
	readonly serveHttp: NodeProbe['serveHttp'];
	/** What `uname -m` says, where the kernel has no /proc/sys/kernel/arch (before Linux 6.1). */
	readonly architecture: string | undefined;
};

/**
 * Reads a node from its /proc and /sys without a process: this machine, or a capture of another. What is hidden or
 * absent leaves its fields undefined; a sample fails only when no counter file could be read at all.
 */
export function createProcProbe(parts: ProcProbeParts): NodeProbe {
	const {files, clock, filesystems} = parts;
	const counters = createPatientReader(files.readFile, clock);
	const sensors = createSensorReader(files, clock);
	return {
		transport: 'local',
		transportReason: undefined,
		// There is nothing to lose; a promise of its own, since who listens is held by it.
		lost: new Promise(() => undefined),
		readFacts: async signal =>
			signal.aborted ? cancelled() : readProcFacts(files.readFile, parts.architecture),
		async readSample(signal) {
			if (signal.aborted) {
				return cancelled();
			}

			const [counted, sensed] = await Promise.all([
				counters.readAll(counterFiles, counterLimits),
				sensors.read(),
			]);
			if (signal.aborted) {
				return cancelled();
			}

			return counted.texts.size === 0
				? failed(failureOfRound(counted.failures))
				: succeeded(parseNodeSample(new Map([...counted.texts, ...sensed])));
		},
		readFilesystems: filesystems.readFilesystems,
		openShell: parts.openShell,
		openHttp: parts.openHttp,
		serveHttp: parts.serveHttp,
		close: filesystems.close,
	};
}

/** Why nothing could be read: what stands for all is the answer to the first file. */
function failureOfRound(failures: ReadonlyMap<string, Failure>): Failure {
	const [failure] = failures.values();
	return failure ?? {kind: 'timedOut', where: '/proc', afterMs: counterLimits.deadlineMs};
}

function cancelled(): Result<never> {
	return failed({kind: 'cancelled', where: '/proc'});
}

/** Keeps the list of sensors; while a look at the folders hangs, samples go on without it. */
function createSensorReader(files: NodeFiles, clock: Clock) {
	const reader = createPatientReader(files.readFile, clock);
	let known: SensorFiles | undefined;
	let looking: Promise<void> | undefined;
	let lookedAtMs = Number.NEGATIVE_INFINITY;
	let hasVanished = false;

	async function look(): Promise<void> {
		known = await discoverSensors(files);
		hasVanished = false;
		looking = undefined;
	}

	async function discoverWhenDue(): Promise<void> {
		const ageMs = clock.monotonicMs() - lookedAtMs;
		if (looking !== undefined || ageMs < (hasVanished ? rediscoverSoonestMs : rediscoverAfterMs)) {
			return;
		}

		lookedAtMs = clock.monotonicMs();
		looking = look();
		await settledWithin(looking, sensorLimits.deadlineMs, clock);
	}

	return {
		async read(): Promise<Sections> {
			await discoverWhenDue();
			if (known === undefined) {
				return new Map();
			}

			const {fixed, changing} = known;
			const {texts, failures} = await reader.readAll(changing, sensorLimits);
			// A sensor that is there but has nothing to say, as of a radio that is off, is no reason to look again.
			hasVanished ||= [...failures.values()].some(({kind}) => kind === 'missing');
			return new Map([...fixed, ...texts]);
		},
	};
}
