import type {Config} from '../domain/config.ts';
import {nearestWord} from '../rules/nearest-word.ts';
import {noRouteText} from '../theme/no-route-text.ts';

/** `There is no node gpu-1. Did you mean gpu-01?` Where none is called nearly so: the command that lists them. */
export function unknownNodeText(node: string, {nodes}: Config): string {
	const nearest = nearestWord(
		node,
		nodes.map(({name}) => name),
	);
	return noRouteText({kind: 'unknownNode', node, nearest});
}
