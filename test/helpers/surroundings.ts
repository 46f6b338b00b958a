import {createSecretAnswers} from '../../source/cli/secret-answers.ts';
import type {Surroundings} from '../../source/cli/surroundings.ts';
import type {Terminal} from '../../source/cli/terminal.ts';
import type {NodeProbe, OpenProbe} from '../../source/domain/node-probe.ts';
import {failed, succeeded} from '../../source/domain/result.ts';
import {FakeClock} from './fake-clock.ts';
import {aSample} from './node-builders.ts';
import {silentHttp} from './silent-http.ts';

const nothing = new Promise<never>(() => undefined);

/** A probe whose node answers at once with the same quiet sample. */
export const quietProbe: NodeProbe = {
	transport: 'local',
	transportReason: undefined,
	lost: nothing,
	readFacts: async () =>
		succeeded({
			hostname: 'pi-1',
			os: 'Debian',
			kernel: '6.12',
			architecture: 'aarch64',
			cpuModel: 'Cortex-A76',
			cores: 4,
		}),
	readSample: async () => succeeded(aSample()),
	readFilesystems: async () => succeeded([]),
	openHttp: silentHttp,
	openShell: async () => failed({kind: 'unsupported', where: 'pi-1', reason: 'no shell here'}),
	serveHttp: async () => failed({kind: 'unsupported', where: 'pi-1', reason: 'no server here'}),
	close: () => undefined,
};

/** Opens at once what `make` gives. */
export function opens(make: () => NodeProbe): OpenProbe {
	return async () => succeeded(make());
}

const noTerminal: Terminal = {
	isThere: () => false,
	take: () => {
		throw new Error('there is no terminal');
	},
	isTaken: () => false,
	isHandedOver: () => false,
	giveBack: () => undefined,
};

/** What a command may touch, with all that it said. The environment is empty but for a state directory that is missing. */
export function someSurroundings(parts: Partial<Surroundings> = {}) {
	const printed: string[] = [];
	const complaints: string[] = [];
	const notes: string[] = [];
	const clock = new FakeClock();
	const stopping = new AbortController();
	const world: Surroundings = {
		output: {
			print(text) {
				if (!(parts.signal ?? stopping.signal).aborted) {
					printed.push(text);
				}
			},
			complain: sentence => complaints.push(sentence),
			note: line => notes.push(line),
			waitStyle: () => 'none',
			showWait: () => undefined,
			showProgress: () => undefined,
			progressRows: () => 23,
			endLine: rest => void printed.push(rest ?? ''),
			columns: () => undefined,
			isTerminal: () => false,
			printBytes: bytes => printed.push(bytes),
			untilDrained: () => undefined,
		},
		terminal: noTerminal,
		clock,
		storeClock: parts.clock ?? clock,
		chance: () => 0.5,
		env: {},
		openProbe: opens(() => quietProbe),
		confirm: async () => false,
		askSecret: async () => undefined,
		secretAnswers: createSecretAnswers(clock),
		signal: stopping.signal,
		version: '0.1.0',
		...parts,
	};
	return {world, clock, stopping, printed, complaints, notes};
}
