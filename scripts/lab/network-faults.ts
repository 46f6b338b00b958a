/** What is wrong with the way to a host. */
import type {FaultTable} from './fault.ts';
import {type HostContext, holderOf} from './host-context.ts';
import {hasDevice, ipIn, portOf} from './network.ts';
import {plugIn, pullOut, readQuality, slowDown, slowPortOf, speedUp} from './slow-link.ts';
import {hostNamed, keeperOf} from './state.ts';

export const networkFaults: FaultTable = {
	'link-down': {
		usage: '',
		says: 'the cable is out: no packet comes through, and nobody is told',
		isPlain: false,
		inflict: context => setCables(context, 'down'),
		heal: context => setCables(context, 'up'),
	},
	delay: {
		usage: 'MS [JITTER_MS [LOSS_PERCENT]]',
		says: 'what ping shows, for the round trip; again with other numbers at any time',
		isPlain: false,
		isAdjustable: true,
		inflict: (context, args) => slowDown(context, readQuality(args)),
		heal: speedUp,
	},
	behind: {
		usage: 'HOST',
		says: 'no way but over HOST, which ssh takes as its jump host',
		isPlain: false,
		inflict: (context, [via = '']) => moveBehind(context, via),
		heal: moveBack,
	},
};

/** The cable that is in use, and the other for when it comes back. */
async function setCables({state, host}: HostContext, to: 'up' | 'down'): Promise<void> {
	const keeper = keeperOf(state);
	const isSlow = hasDevice(keeper, slowPortOf(host.name));
	await ipIn(keeper, [
		`link set ${portOf(host.name)} ${to}`,
		...(isSlow ? [(to === 'up' ? plugIn : pullOut)(host.name)] : []),
	]);
}

/** A cable from host to host; both keep their addresses, and only these two know of it. */
async function moveBehind({state, host}: HostContext, viaName: string): Promise<void> {
	const via = hostNamed(state, viaName);
	const [outer, inner] = [holderOf(via), holderOf(host)];
	if (via.name === host.name) {
		throw new Error('a host cannot be behind itself');
	}

	const cable = `type veth peer name inner0 netns ${inner.pid}`;
	await ipIn(keeperOf(state), [
		`link set ${portOf(host.name)} down`,
		`link add name to-${host.name} netns ${outer.pid} ${cable}`,
	]);
	await ipIn(outer, [
		`link set to-${host.name} up`,
		`route add ${host.address}/32 dev to-${host.name} src ${via.address}`,
	]);
	await ipIn(inner, [
		'address flush dev eth0 scope global',
		'link set inner0 up',
		`address add ${host.address}/32 dev inner0`,
		`route add ${via.address}/32 dev inner0 src ${host.address}`,
	]);
}

async function moveBack({state, host}: HostContext): Promise<void> {
	const inner = holderOf(host);
	await ipIn(inner, [
		'link delete inner0',
		`address add ${host.address}/24 dev eth0`,
		`address add ${host.address6}/64 dev eth0 nodad`,
	]);
	await ipIn(keeperOf(state), [`link set ${portOf(host.name)} up`]);
}
