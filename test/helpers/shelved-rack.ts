import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {run} from '../../source/cli/run.ts';
import type {Surroundings} from '../../source/cli/surroundings.ts';
import type {WantedModel} from '../../source/domain/config.ts';
import type {Failure} from '../../source/domain/failure.ts';
import type {NodeProbe} from '../../source/domain/node-probe.ts';
import {failed, succeeded} from '../../source/domain/result.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {listenHere} from '../../source/transport/listen-here.ts';
import {localShell} from '../../source/transport/local-shell.ts';
import {serveHttp} from '../../source/transport/serve-http.ts';
import type {ModelPlan} from '../ollama/add-model.ts';
import {type OllamaOptions, type OllamaServer, startOllama} from '../ollama/server.ts';
import {aConfig, aNodeConfig, aSample} from './node-builders.ts';
import {clientOf} from './ollama-client.ts';
import {temporaryDirectory} from './temporary-directory.ts';
import {quietProbe, someSurroundings} from './surroundings.ts';

export type ShelvedNode = {
	/** On its disk; undefined: it has no Ollama. */
	readonly models?: readonly ModelPlan[];
	readonly tags?: readonly string[];
	/** @default 6e9 */
	readonly availableBytes?: number;
	/** @default 50e9 */
	readonly diskFreeBytes?: number;
	/** Beside `/`: what is free on each. */
	readonly mounts?: Readonly<Record<string, number>>;
	/** Of its server. */
	readonly ollama?: OllamaOptions;
	/** Its files can be read, and it may be served to: models can be copied. @default false */
	readonly isOpen?: boolean;
	/** Why it cannot be reached; undefined: it can. */
	readonly failure?: Failure;
};

/** A rack of nodes with test servers of Ollama, and commands that are run on it. */
export async function shelvedRack(
	plans: Readonly<Record<string, ShelvedNode>>,
	wanted: readonly WantedModel[] = [],
	parts: Partial<Surroundings> = {},
) {
	const servers = new Map<string, OllamaServer>();
	for (const [name, {models, ollama}] of Object.entries(plans)) {
		if (models !== undefined) {
			servers.set(name, await startOllama({...ollama, models}));
		}
	}

	onTestFinished(async () => {
		await Promise.all([...servers.values()].map(server => server.close()));
	});
	const opened: string[] = [];
	const questions: string[] = [];
	const notes: string[] = [];
	const state = temporaryDirectory();
	let stop = (): void => undefined;
	const config = {
		...aConfig(
			Object.entries(plans).map(([name, {tags = []}]) =>
				aNodeConfig(name, {
					tags,
					ollama: {use: 'ask', port: servers.get(name)?.port ?? 1, slots: undefined},
				}),
			),
		),
		models: wanted,
	};
	return {
		servers,
		/** Names of nodes that were reached. */
		opened,
		/** That were asked on a terminal, and answered with yes. */
		questions,
		/** Lines beside the results. */
		notes,
		/** As Ctrl-C stops the command that runs. */
		stop: () => stop(),
		/** Lines of the audit log. */
		audited: (): readonly string[] =>
			readFileSync(join(state, 'clusterdeck/audit.jsonl'), 'utf8').trimEnd().split('\n'),
		async run(...args: readonly string[]) {
			const made = someSurroundings({
				...{clock: systemClock, storeClock: systemClock, demoConfig: config},
				env: {XDG_STATE_HOME: state},
				confirm: async question => questions.push(question) > 0,
				...parts,
				openProbe: async ({name}) => {
					opened.push(name);
					const plan = plans[name] ?? {};
					return plan.failure === undefined
						? succeeded(probeOf(plan, servers.get(name)))
						: failed(plan.failure);
				},
			});
			const {world, printed, complaints} = made;
			stop = () => made.stopping.abort();
			const status = await run(['models', ...args], world);
			notes.push(...made.notes);
			return {status, stdout: printed.join(''), stderr: complaints.join('\n')};
		},
	};
}

function probeOf(
	{availableBytes = 6e9, diskFreeBytes = 50e9, mounts = {}, isOpen = false}: ShelvedNode,
	server: OllamaServer | undefined,
): typeof quietProbe {
	const {memory} = aSample();
	const open: Partial<NodeProbe> = {
		openShell: localShell(systemClock, {OLLAMA_MODELS: server?.folder}),
		serveHttp: (answer, signal) => serveHttp(listenHere, answer, signal),
	};
	return {
		...quietProbe,
		...(isOpen ? open : {}),
		readSample: async () => succeeded(aSample({memory: memory && {...memory, availableBytes}})),
		readFilesystems: async () =>
			succeeded(
				Object.entries({'/': diskFreeBytes, ...mounts}).map(([mount, freeBytes]) => ({
					...({state: 'measured', mount, device: 'd', type: 'ext4'} as const),
					...{totalBytes: 60e9, usedBytes: 1e9, availableBytes: freeBytes},
				})),
			),
		openHttp: port => clientOf(port).http,
	};
}
