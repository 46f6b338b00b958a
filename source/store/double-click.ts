import type {ScreenState} from './screen-state.ts';

/** Two clicks on one row within this time open it. */
const doubleClickMs = 500;

export function isDoubleClick(
	{lastClick}: Pick<ScreenState, 'lastClick'>,
	click: NonNullable<ScreenState['lastClick']>,
): boolean {
	return lastClick?.row === click.row && click.atMs - lastClick.atMs <= doubleClickMs;
}
