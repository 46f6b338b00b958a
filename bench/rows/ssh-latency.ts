import {isIsolated, type Lab} from '../../scripts/lab/lab.ts';
import type {Latency} from '../children/poll-latency.ts';
import {measureInLab} from '../in-lab.ts';
import type {Row} from '../row.ts';

const roundTripMs = 40;
/** Over an echo on the same link (DESIGN 11). */
const mostMs = 1;

/** A sample takes one round trip, and nearly nothing beside it. */
export async function latencyRow(lab: Lab): Promise<Row> {
	const name = lab.hosts().at(-1)?.name ?? '';
	const isSlow = isIsolated && (await slowDown(lab, name));
	const {sampleMs, echoMs} = await measureInLab<Latency>({
		lab,
		program: 'poll-latency',
		args: isSlow ? [name] : [name, `${roundTripMs}`],
	});
	await lab.heal(name);
	return {
		what: `a poll over a ${roundTripMs} ms ${isSlow ? 'link' : 'relay'}, p50`,
		value: sampleMs,
		unit: 'ms',
		floor: 'echo over the same, p50',
		floorValue: echoMs,
		budget: echoMs + mostMs,
	};
}

/** Where there is no /dev/net/tun the link cannot be delayed. */
async function slowDown(lab: Lab, name: string): Promise<boolean> {
	try {
		await lab.fault(name, 'delay', `${roundTripMs}`);
		return true;
	} catch {
		await lab.heal(name);
		return false;
	}
}
