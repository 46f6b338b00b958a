import type {Lab} from '../../scripts/lab/lab.ts';
import type {AwkCost, Cost} from '../children/sample-cost.ts';
import {measureInLab} from '../in-lab.ts';
import type {Row} from '../row.ts';

/** Of DESIGN 11: at most so much a sample, and at most so many echoes. */
const mostMs = 0.8;
const mostMsOfBusybox = 1;
const mostEchoes = 6;
/** A poll that logs in and starts programs costs at least so many samples. */
const leastGain = 100;
const besidePeer = 'the dearest of them, beside its peer';

/** What a node's sshd and awk spend on a sample, beside an echo, and beside a poll as tools without a resident reader do it. */
export async function sampleCostRows(lab: Lab): Promise<readonly Row[]> {
	const [host] = lab.hosts();
	const {awks, naiveMs, source} = await measureInLab<Cost>({
		lab,
		program: 'sample-cost',
		args: [host?.name ?? ''],
	});
	const peerRow: Row =
		source === 'cgroup'
			? gainRow(awks, naiveMs)
			: {what: besidePeer, missing: 'without a cgroup nothing counts what short programs took'};
	return [...awks.map(costRow), peerRow];
}

function costRow({awk, sampleMs, echoMs}: AwkCost): Row {
	const what = `a sample, CPU of the node (${awk})`;
	const most = awk === 'busybox' ? mostMsOfBusybox : mostMs;
	return sampleMs === undefined
		? {what, missing: `${awk} is not installed`}
		: {
				what,
				value: sampleMs,
				unit: 'ms CPU',
				floor: 'echo on the same connection',
				floorValue: echoMs,
				budget: Math.min(most, mostEchoes * echoMs),
			};
}

function gainRow(awks: readonly AwkCost[], naiveMs: number): Row {
	return {
		what: besidePeer,
		value: Math.max(...awks.map(({sampleMs = 0}) => sampleMs)),
		unit: 'ms CPU',
		floor: 'a login, then top, free, df',
		floorValue: naiveMs,
		budget: naiveMs / leastGain,
	};
}
