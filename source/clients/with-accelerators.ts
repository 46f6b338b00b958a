import type {NodeProbe} from '../domain/node-probe.ts';
import {succeeded} from '../domain/result.ts';
import {addAccelerators} from '../rules/add-accelerators.ts';
import type {Accelerators} from './accelerator-lanes.ts';

/** A probe whose samples hold what the node's programs tell too. They are read as they are now: nothing is waited for. */
export function withAccelerators(probe: NodeProbe, accelerators: Accelerators): NodeProbe {
	return {
		...probe,
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
