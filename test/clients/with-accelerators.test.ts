import {expect, it, onTestFinished} from 'vitest';
import {openAccelerators} from '../../source/clients/accelerator-lanes.ts';
import {withAccelerators} from '../../source/clients/with-accelerators.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {type Player, playedNode} from '../helpers/played-node.ts';
import {quietProbe} from '../helpers/surroundings.ts';
import {until} from '../helpers/until.ts';

const signal = new AbortController().signal;

it('who has the facts has the GPUs in the next sample', async () => {
	const {probe} = play('nvidia-smi', 'vcgencmd');
	expect(await probe.readFacts(signal)).toMatchObject({ok: true});
	expect(await probe.readSample(signal)).toMatchObject({
		value: {gpus: [{index: 0}, {index: 1}], pi: {throttledNow: false}, problems: []},
	});
});

it('a driver that has to be asked for less has not answered by saying so', async () => {
	const {node, probe} = play('nvidia-smi');
	node.forget('clocks_event_reasons.active', 'mig.mode.current');
	await probe.readFacts(signal);
	expect(await probe.readSample(signal)).toMatchObject({value: {gpus: [{}, {}]}});
});

it('the facts wait 4 s for a tool that hangs, and no longer', async () => {
	const {clock, node, probe} = play('nvidia-smi');
	node.breakWith('hang');
	let isThere = false;
	const facts = probe.readFacts(signal).then(() => {
		isThere = true;
	});
	await until(() => node.shellCount() === 2);
	await clock.advance(3_999);
	expect(isThere).toBe(false);
	await clock.advance(1);
	await facts;
});

it('what a driver says instead is an answer too', async () => {
	const {node, probe} = play('nvidia-smi');
	node.breakWith('error');
	await probe.readFacts(signal);
	expect(await probe.readSample(signal)).toMatchObject({
		value: {gpus: [], problems: [{source: 'nvidia-smi'}]},
	});
});

/** The fault, if any, has to be there before the first turn of the event loop. */
function play(...names: readonly Player[]) {
	const clock = new FakeClock();
	const node = playedNode(...names);
	const accelerators = openAccelerators(node.openShell(clock), {clock, where: 'pi-1'});
	const probe = withAccelerators(quietProbe, accelerators, clock);
	onTestFinished(probe.close);
	return {clock, node, probe};
}
