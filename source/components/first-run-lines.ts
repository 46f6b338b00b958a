import type {ScreenLine} from '../theme/piece.ts';
import {type Safe, safe} from '../theme/safe.ts';
import {placePieces} from './place-pieces.ts';

/** Under the only node there is (SCREENS 2, first run): part of the body, so that it swallows no key. */
export const firstRunLines: readonly ScreenLine[] = [
	safe``,
	safe`This is one node: the machine you are on. To add more:`,
	safe``,
	safe`:add                 lists the hosts of ~/.ssh/config: mark some`,
	safe`clusterdeck init     writes a config.yaml to edit`,
	safe`clusterdeck --demo   shows a simulated cluster`,
	safe``,
	safe`A node needs only sshd and your key.`,
	safe``,
].map(indented);

export const noNodesLine: ScreenLine = indented(safe`No nodes yet. :add lists some.`);

export const noConfigLine: ScreenLine = indented(safe`reading the configuration`);

function indented(text: Safe): ScreenLine {
	return {pieces: text === '' ? [] : placePieces([{column: 5, pieces: [{text}]}])};
}
