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
		gpus: joinGpus(gpus, sample.gpus),
		pi: pi ?? sample.pi,
		problems: [...sample.problems, ...problems],
	};
}

/** Both lists, the second numbered on from the first. */
export function joinGpus(first: readonly Gpu[], second: readonly Gpu[]): readonly Gpu[] {
	const next = first.reduce((number, {index}) => Math.max(number, index + 1), 0);
	return next === 0
		? second
		: [...first, ...second.map(gpu => ({...gpu, index: gpu.index + next}))];
}
