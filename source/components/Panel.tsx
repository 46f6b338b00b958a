import {Component, type ReactNode} from 'react';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
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
		<Boundary
			picture={<Picture {...props} />}
			fallback={problem => (
				<LineStack
					lines={[problemLine(what, problem)]}
					rows={rows}
					columns={columns}
					profile={profile}
				/>
			)}
		/>
	);
}

function Picture({compose, rows, columns, profile}: PanelProps) {
	return <LineStack lines={compose()} rows={rows} columns={columns} profile={profile} />;
}

function problemLine(what: Safe, problem: string): ScreenLine {
	return {
		pieces: [
			{text: safe`     `},
			{text: safe`${what} cannot be drawn: ${clean(problem, {maxCharacters: 200})}`, tone: 'down'},
		],
	};
}

type BoundaryProps = {
	readonly picture: ReactNode;
	readonly fallback: (problem: string) => ReactNode;
};

type BoundaryState = {
	readonly problem: string | undefined;
	readonly tried: ReactNode;
};

/** React catches what a picture throws in classes only. The next picture is tried again. */
class Boundary extends Component<BoundaryProps, BoundaryState> {
	override readonly state: BoundaryState = {problem: undefined, tried: undefined};

	static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
		return {problem: error instanceof Error ? error.message : String(error)};
	}

	static getDerivedStateFromProps(
		{picture}: BoundaryProps,
		{tried}: BoundaryState,
	): Partial<BoundaryState> | null {
		return tried === picture ? null : {tried: picture, problem: undefined};
	}

	override render(): ReactNode {
		const {problem} = this.state;
		return problem === undefined ? this.props.picture : this.props.fallback(problem);
	}
}
