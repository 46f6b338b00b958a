import {Buffer} from 'node:buffer';
import type {NodeName} from '../domain/ids.ts';
import type {CopyKind} from '../domain/notice.ts';
import {nodeNamed, type NodeState, type State} from '../store/state.ts';
import {jsonText} from '../theme/json-text.ts';
import {shellWord} from '../theme/shell-word.ts';
import {shellArguments} from '../transport/ssh/shell-arguments.ts';
import {statusNode} from './status-node.ts';

/** What terminals take as one OSC 52 at least: the limit of xterm, tmux and others around them. In base64. */
export const mostClipboardBytes = 74_994;

export type CopyWorld = {
	readonly state: State;
	readonly env: Readonly<Record<string, string | undefined>>;
};

/** The text for the clipboard, one node a line; undefined where there is nothing, as for the ssh command of this machine. */
export function nodesText(
	names: readonly NodeName[],
	what: CopyKind,
	world: CopyWorld,
): string | undefined {
	const nodes = names.flatMap(name => nodeNamed(world.state, name) ?? []);
	const lines = nodes.flatMap(node => lineOf(node, what, world));
	return lines.length === 0 ? undefined : lines.join('\n');
}

function lineOf(node: NodeState, what: CopyKind, {state, env}: CopyWorld): readonly string[] {
	switch (what) {
		case 'name':
			return [node.config.name];
		case 'json':
			return [jsonText(statusNode(node, state), 0)];
		case 'sshCommand': {
			const place = {sshConfigFile: env['CLUSTERDECK_SSH_CONFIG']};
			return node.config.isLocal
				? []
				: [shellArguments(node.config, place).map(shellWord).join(' ')];
		}
		default:
			return what satisfies never;
	}
}

/** As OSC 52 carries it; undefined: more than a terminal takes. */
export function clipboardPayload(text: string): string | undefined {
	const base64 = Buffer.from(text, 'utf8').toString('base64');
	return base64.length > mostClipboardBytes ? undefined : base64;
}
