import type {Clock} from '../domain/clock.ts';
import type {NodeProbe} from '../domain/node-probe.ts';
import {succeeded} from '../domain/result.ts';
import {addAccelerators} from '../rules/add-accelerators.ts';
import {settledWithin} from '../transport/settled-within.ts';
import type {Accelerators} from './accelerator-lanes.ts';

/** How long the facts wait for programs that have not said a word yet. */
const patienceMs = 4000;

/**
 * A probe whose samples hold what the node's programs tell too. They are read as they are now: no sample waits for one.
 * The facts do wait for their first answer, so that who has the facts has the GPUs in the next sample.
 */
export function withAccelerators(
	probe: NodeProbe,
	accelerators: Accelerators,
	clock: Clock,
): NodeProbe {
	return {
		...probe,
		async readFacts(signal) {
			const [facts] = await Promise.all([
				probe.readFacts(signal),
				settledWithin(accelerators.answered, patienceMs, clock),
			]);
			return facts;
		},
		async readSample(signal) {
			const sample = await probe.readSample(signal);
			return sample.ok ? succeeded(addAccelerators(sample.value, accelerators.read())) : sample;
		},
		close() {
			accelerators.close();
			probe.close();
		},
	};
}
