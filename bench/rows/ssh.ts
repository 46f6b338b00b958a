import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import type {Row} from '../row.ts';
import {latencyRow} from './ssh-latency.ts';
import {onceRow} from './ssh-once.ts';
import {rackRows} from './ssh-rack.ts';
import {sampleCostRows} from './ssh-sampling.ts';

type Group = {
	readonly what: string;
	readonly measure: (lab: Lab) => Promise<readonly Row[]>;
};

const groups: readonly Group[] = [
	{what: '--once over ssh', measure: async lab => [await onceRow(lab)]},
	{what: 'a sample, CPU of the node', measure: sampleCostRows},
	{what: 'a poll over a slow link', measure: async lab => [await latencyRow(lab)]},
	{what: 'a large rack', measure: rackRows},
];

/** Over real sshds on this machine; without root there is one host, and without an sshd nothing to measure. */
export async function sshRows(): Promise<readonly Row[]> {
	let lab: Lab;
	try {
		lab = await openLab({hosts: isIsolated ? 4 : 1});
	} catch (error) {
		return groups.map(({what}) => ({what, missing: reasonOf(error)}));
	}

	const rows: Row[] = [];
	for (const {what, measure} of groups) {
		try {
			rows.push(...(await measure(lab)));
		} catch (error) {
			rows.push({what, missing: reasonOf(error)});
		}
	}

	await lab.close();
	return rows;
}

function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
