import type {Clock} from '../domain/clock.ts';
import type {OnCommand} from '../domain/command-run.ts';
import type {ParseProblem} from '../domain/parsed.ts';
import type {OpenShell} from '../domain/shell.ts';
import type {Gpu} from '../domain/gpu.ts';
import {type AcceleratorReading, joinGpus} from '../rules/add-accelerators.ts';
import {findTools} from './find-tools.ts';
import {createJetsonTool} from './jetson-tool.ts';
import {createNvidiaTool} from './nvidia-tool.ts';
import {createPiTool, type PiTool} from './pi-tool.ts';
import type {GpuTool} from './tool.ts';
import {ToolLane} from './tool-lane.ts';

/** What the programs of a node tell of its GPUs and, on a Raspberry Pi, of its throttling. */
export type Accelerators = {
	/** What is known now and not old, and what is wrong with the rest. Never waits. */
	readonly read: () => AcceleratorReading;
	/**
	 * Settles when each tool has answered once or failed, when there is none, or when they could not be looked for: what
	 * `read` gives is whole from then on, as far as it can be.
	 */
	readonly answered: Promise<void>;
	/** Ends all that was started on the node. */
	readonly close: () => void;
};

export type AcceleratorParts = {
	readonly clock: Clock;
	/** As problems name the node. */
	readonly where: string;
	readonly onCommand?: OnCommand | undefined;
};

/**
 * Looks in the background which of nvidia-smi, tegrastats and vcgencmd the node has, and keeps a shell open for each:
 * a node without any of them costs one short shell. Whatever hangs there delays no sample.
 */
export function openAccelerators(openShell: OpenShell, parts: AcceleratorParts): Accelerators {
	const {clock, where, onCommand} = parts;
	const stopping = new AbortController();
	let lanes: readonly ToolLane[] = [];
	let nvidiaTool: GpuTool | undefined;
	let jetsonTool: GpuTool | undefined;
	let piTool: PiTool | undefined;
	let searchProblem: ParseProblem | undefined;
	let tellUnanswerable: () => void = () => undefined;
	const unanswerable = new Promise<void>(resolve => {
		tellUnanswerable = resolve;
	});

	async function start(): Promise<void> {
		const tools = await findTools(openShell, {
			clock,
			signal: stopping.signal,
			onCommand,
			onTrouble(reason) {
				searchProblem = {source: where, reason, line: 'whether it has a GPU is unknown'};
				tellUnanswerable();
			},
		});
		if (stopping.signal.aborted) {
			return;
		}

		searchProblem = undefined;
		nvidiaTool = tools.has('nvidia-smi') ? createNvidiaTool(clock) : undefined;
		jetsonTool = tools.has('tegrastats') ? createJetsonTool(clock) : undefined;
		piTool = tools.has('vcgencmd') ? createPiTool(clock) : undefined;
		lanes = [nvidiaTool, jetsonTool, piTool]
			.filter(tool => tool !== undefined)
			.map(tool => new ToolLane(tool, {openShell, clock, onCommand}));
		await Promise.all(lanes.map(lane => lane.answered));
	}

	return {
		answered: Promise.race([start(), unanswerable]),
		read: () => ({
			gpus: gpusOf(nvidiaTool, jetsonTool),
			pi: piTool?.pi(),
			problems: [
				...(searchProblem === undefined ? [] : [searchProblem]),
				...lanes.flatMap(lane => lane.problems()),
			],
		}),
		close() {
			stopping.abort();
			for (const lane of lanes) {
				lane.close();
			}
		},
	};
}

/** The nvidia-smi of a Jetson shows its own GPU too, without figures, beside cards that are plugged in. */
function gpusOf(nvidia: GpuTool | undefined, jetson: GpuTool | undefined): readonly Gpu[] {
	const cards = nvidia?.gpus() ?? [];
	return jetson === undefined
		? cards
		: joinGpus(
				cards.filter(({name}) => !/\(nvgpu\)|tegra/i.test(name)),
				jetson.gpus(),
			);
}
