import {Box} from 'ink';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {Line} from './Line.tsx';

type LineStackProps = {
	readonly lines: readonly ScreenLine[];
	/** Exactly so many are drawn: lines beyond are left out, missing ones are blank. */
	readonly rows: number;
	readonly columns: number;
	readonly profile: Profile;
};

/** Lines under each other. The key of a line is its place: what is on it moves, the line does not. */
export function LineStack({lines, rows, columns, profile}: LineStackProps) {
	return (
		<Box flexDirection="column" height={rows} width={columns} flexShrink={0} overflow="hidden">
			{Array.from({length: rows}, (_, row) => (
				<Line
					// biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
					key={row}
					line={lines[row] ?? blankLine}
					columns={columns}
					profile={profile}
				/>
			))}
		</Box>
	);
}

const blankLine: ScreenLine = {pieces: []};
