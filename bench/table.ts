import type {Row} from './row.ts';

/** Aligned columns; of a row that is missing it says why. */
export function table(rows: readonly Row[]): string {
	const lines = [['what', 'value', 'floor', 'of', 'ratio', 'budget', ''], ...rows.map(cellsOf)];
	const widths = lines[0]?.map((_, column) =>
		Math.max(...lines.map(cells => cells[column]?.length ?? 0)),
	);
	const reasons = rows.flatMap(row => ('missing' in row ? [`${row.what}: ${row.missing}`] : []));
	return [
		...lines.map(cells =>
			cells
				.map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
				.join('  ')
				.trimEnd(),
		),
		...reasons,
	].join('\n');
}

function cellsOf(row: Row): readonly string[] {
	if ('missing' in row) {
		return [row.what, 'missing'];
	}

	const {what, value, unit, floor, floorValue, budget} = row;
	return [
		what,
		`${figure(value)} ${unit}`,
		figure(floorValue),
		floor,
		`${figure(value / floorValue)} x`,
		budget === undefined ? '' : `<= ${figure(budget)}`,
		verdict(value, budget),
	];
}

function figure(value: number): string {
	return value.toPrecision(3);
}

function verdict(value: number, budget: number | undefined): string {
	if (budget === undefined) {
		return '';
	}

	return value <= budget ? 'holds' : 'OVER';
}
