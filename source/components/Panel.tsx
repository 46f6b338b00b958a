import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import type {Safe} from '../theme/safe.ts';
import {Guarded} from './Guarded.tsx';
import {LineStack} from './LineStack.tsx';

type PanelProps = {
	/** What it shows, for the sentence that stands there when it cannot: `the table`. */
	readonly what: Safe;
	/** Called while drawing; what it throws stays in this panel. */
	readonly compose: () => readonly ScreenLine[];
	readonly rows: number;
	readonly columns: number;
	readonly profile: Profile;
};

/** A part of the screen with a fixed height. When its picture fails, one line says so and the rest is intact. */
export function Panel(props: PanelProps) {
	const {what, rows, columns, profile} = props;
	return (
		<Guarded
			what={what}
			rows={rows}
			columns={columns}
			profile={profile}
			picture={<Picture {...props} />}
		/>
	);
}

function Picture({compose, rows, columns, profile}: PanelProps) {
	return <LineStack lines={compose()} rows={rows} columns={columns} profile={profile} />;
}
