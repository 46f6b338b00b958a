import {chatWhyLines} from '../components/chat-why-lines.ts';
import {textLine} from '../components/detail-head.ts';
import type {NodeName} from '../domain/ids.ts';
import type {RouteDecision} from '../domain/routing.ts';
import {routeShown} from '../store/chat-route.ts';
import {nodeNamed} from '../store/state.ts';
import {askedParts} from '../theme/route-table.ts';
import {clean, safe} from '../theme/safe.ts';
import {isAiry} from './chat-pane.ts';
import type {PaneSight} from './chat-sight.ts';
import type {PaneContent} from './scrolled-pane.ts';

/** Why this node: what each would have taken to answer the question under the cursor. */
export function chatWhyPane({state, screen, room, profile}: PaneSight): PaneContent {
	const decision = routeShown(state.chat, screen.chat);
	if (decision === undefined) {
		return {
			head: {title: {text: safe`why this node`, isStrong: true}, facts: []},
			lines: [{pieces: []}, textLine(safe`No node was chosen for this yet.`)],
		};
	}

	const healthOf = (node: NodeName) => nodeNamed(state, node)?.health ?? 'unknown';
	return {
		head: headOf(decision),
		lines: chatWhyLines(
			{decision, healthOf},
			{columns: room.columns, isAiry: isAiry(room), profile},
		),
	};
}

function headOf(decision: RouteDecision): PaneContent['head'] {
	const {chosen} = decision;
	const name = chosen === undefined ? safe`nobody` : clean(chosen.node, {maxCharacters: 200});
	return {
		title: {text: safe`why ${name}`, isStrong: true},
		facts: askedParts(decision).map((text, place) => ({text, place})),
	};
}
