import type {Why} from '../domain/why.ts';
import {loadedValue} from '../domain/loadable.ts';
import {whyOf} from '../rules/why.ts';
import {heldReading, type NodeState} from './state.ts';

/** Why a node is in the state that its row shows. */
export function whyOfNode(node: NodeState): Why {
	const {config, connection, label, healthReasons, filesystems} = node;
	return whyOf({
		...{config, connection, label: label.label, reasons: healthReasons},
		figures: heldReading(node)?.figures,
		filesystems: loadedValue(filesystems),
	});
}
