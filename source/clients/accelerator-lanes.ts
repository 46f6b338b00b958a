import type {Clock} from '../domain/clock.ts';
import type {ParseProblem} from '../domain/parsed.ts';
import type {OpenShell} from '../domain/shell.ts';
import type {AcceleratorReading} from '../rules/add-accelerators.ts';
import {findTools, type ToolName} from './find-tools.ts';
import {createJetsonTool} from './jetson-tool.ts';
import {createNvidiaTool} from './nvidia-tool.ts';
import {createPiTool, type PiTool} from './pi-tool.ts';
import type {GpuTool} from './tool.ts';
import {ToolLane} from './tool-lane.ts';

/** What the programs of a node tell of its GPUs and, on a Raspberry Pi, of its throttling. */
export type Accelerators = {
	/** What is known now and not old, and what is wrong with the rest. Never waits. */
	readonly read: () => AcceleratorReading;
	/** Ends all that was started on the node. */
	readonly close: () => void;
};

export type AcceleratorParts = {
	readonly clock: Clock;
	/** As problems name the node. */
	readonly where: string;
};

/**
 * Looks in the background which of nvidia-smi, tegrastats and vcgencmd the node has, and keeps a shell open for each:
 * a node without any of them costs one short shell. Whatever hangs there delays no sample.
 */
export function openAccelerators(openShell: OpenShell, parts: AcceleratorParts): Accelerators {
	const {clock, where} = parts;
	const stopping = new AbortController();
	let lanes: readonly ToolLane[] = [];
	let gpuTool: GpuTool | undefined;
	let piTool: PiTool | undefined;
	let searchProblem: ParseProblem | undefined;

	async function start(): Promise<void> {
		const tools = await findTools(openShell, {
			clock,
			signal: stopping.signal,
			onTrouble(reason) {
				searchProblem = {source: where, reason, line: 'whether it has a GPU is unknown'};
			},
		});
		if (stopping.signal.aborted) {
			return;
		}

		searchProblem = undefined;
		gpuTool = gpuToolOf(tools, clock);
		piTool = tools.has('vcgencmd') ? createPiTool(clock) : undefined;
		lanes = [gpuTool, piTool]
			.filter(tool => tool !== undefined)
			.map(tool => new ToolLane(tool, {openShell, clock}));
	}

	void start();
	return {
		read: () => ({
			gpus: gpuTool?.gpus() ?? [],
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

/** A Jetson may have an nvidia-smi beside its tegrastats, which shows the same GPU without its figures. */
function gpuToolOf(tools: ReadonlySet<ToolName>, clock: Clock): GpuTool | undefined {
	if (tools.has('tegrastats')) {
		return createJetsonTool(clock);
	}

	return tools.has('nvidia-smi') ? createNvidiaTool(clock) : undefined;
}
