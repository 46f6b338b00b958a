import type {Gpu} from '../domain/gpu.ts';
import type {NodeSample} from '../domain/node-sample.ts';

/** What programs on the node tell of its GPUs and, on a Raspberry Pi, of its throttling. */
export type AcceleratorReading = Pick<NodeSample, 'gpus' | 'pi' | 'problems'>;

/**
 * A sample with what the node's programs tell beside its files. Their GPUs keep the numbers by which the programs know
 * them; those of the files (AMD) are numbered on from there, so that no two have one number. The firmware of a Pi knows
 * more than its kernel.
 */
export function addAccelerators(sample: NodeSample, reading: AcceleratorReading): NodeSample {
	const {gpus, pi, problems} = reading;
	return {
		...sample,
		gpus: [...gpus, ...numberedFrom(nextNumber(gpus), sample.gpus)],
		pi: pi ?? sample.pi,
		problems: [...sample.problems, ...problems],
	};
}

function nextNumber(gpus: readonly Gpu[]): number {
	return gpus.reduce((next, {index}) => Math.max(next, index + 1), 0);
}

function numberedFrom(first: number, gpus: readonly Gpu[]): readonly Gpu[] {
	return first === 0 ? gpus : gpus.map(gpu => ({...gpu, index: gpu.index + first}));
}
