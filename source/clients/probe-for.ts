import type {Clock} from '../domain/clock.ts';
import type {NodeConfig} from '../domain/config.ts';
import type {NodeProbe} from '../domain/node-probe.ts';
import {failed} from '../domain/result.ts';
import {openLocalProbe} from './local-probe.ts';

/** How a configured node is read. This version reads the machine it runs on; what it cannot read says so. */
export function probeFor(node: NodeConfig, clock: Clock): NodeProbe {
	return node.isLocal ? openWhenAsked(() => openLocalProbe(clock)) : unsupportedProbe(node);
}

/** The first question opens the probe; all share it. */
function openWhenAsked(open: () => Promise<NodeProbe>): NodeProbe {
	let opened: Promise<NodeProbe> | undefined;
	const probe = (): Promise<NodeProbe> => {
		opened ??= open();
		return opened;
	};

	return {
		readFacts: async signal => (await probe()).readFacts(signal),
		readSample: async signal => (await probe()).readSample(signal),
		readFilesystems: async signal => (await probe()).readFilesystems(signal),
		close() {
			void opened?.then(one => one.close());
		},
	};
}

function unsupportedProbe(node: NodeConfig): NodeProbe {
	const reason =
		'this version reads only the machine it runs on. Mark that one with local: true; others need a version with ssh.';
	const refuse = async () => failed({kind: 'unsupported', where: node.name, reason});
	return {
		readFacts: refuse,
		readSample: refuse,
		readFilesystems: refuse,
		close: () => undefined,
	};
}
