import xterm, {type IBufferLine, type Terminal} from '@xterm/headless';

/** Cleaned text is at most 4,096 characters of two columns, so what reaches a second row was sent there. */
const columns = 9000;
const rows = 4;

/** A character, a selector, four marks: none of them needs more than two UTF-16 units. */
const mostUnitsInCell = 12;

const finals = characters(0x40, 0x7e);
const escapeFinals = characters(0x30, 0x7e);
const prefixes = ['', '?', '>', '=', '<'];
const intermediates = [
	'',
	' ',
	'!',
	'"',
	'#',
	'$',
	'%',
	'&',
	"'",
	'(',
	')',
	'*',
	'+',
	'-',
	'.',
	'/',
];
const oscNumbers = [
	...Array.from({length: 120}, (_, index) => index),
	133,
	633,
	777,
	1337,
	3008,
	5113,
	5522,
];

export type TerminalOracle = {
	/** What the text did besides drawing itself: one phrase an event, none for text that is inert. */
	readonly eventsOf: (text: string) => Promise<readonly string[]>;
	readonly close: () => void;
};

/**
 * A real terminal emulator that reports whatever a text made it do: every control sequence that it parsed, every reply,
 * title, bell, changed mode or moved cursor, and every character that is not where it should be on the screen.
 */
export function openTerminalOracle(): TerminalOracle {
	const terminal = new xterm.Terminal({
		cols: columns,
		rows,
		scrollback: 0,
		allowProposedApi: true,
		logLevel: 'off',
	});
	const events = watchTerminal(terminal);
	const freshModes = JSON.stringify(terminal.modes);

	return {
		async eventsOf(text) {
			terminal.reset();
			events.length = 0;
			await new Promise<void>(resolve => terminal.write(text, resolve));
			const changedModes = JSON.stringify(terminal.modes) === freshModes ? [] : ['changed modes'];
			const found = [...events, ...changedModes, ...picturesThatDiffer(terminal, text)];
			// A sequence without an end would swallow the next text: CAN ends it.
			await new Promise<void>(resolve => terminal.write('\u0018', resolve));
			return found;
		},
		close: () => terminal.dispose(),
	};
}

/** Filled with a phrase for each event from now on. */
export function watchTerminal(terminal: Terminal): string[] {
	const events: string[] = [];
	watchSequences(terminal, events);
	watchEffects(terminal, events);
	return events;
}

function watchSequences(terminal: Terminal, events: string[]): void {
	const report = (event: string) => {
		events.push(event);
		return false;
	};
	for (const intermediate of intermediates) {
		for (const final of escapeFinals) {
			terminal.parser.registerEscHandler({intermediates: intermediate, final}, () =>
				report(`ESC ${intermediate}${final}`),
			);
		}

		for (const prefix of prefixes) {
			for (const final of finals) {
				const id = {prefix, intermediates: intermediate, final};
				terminal.parser.registerCsiHandler(id, () =>
					report(`CSI ${prefix}${intermediate}${final}`),
				);
				terminal.parser.registerDcsHandler(id, () =>
					report(`DCS ${prefix}${intermediate}${final}`),
				);
			}
		}
	}

	for (const number of oscNumbers) {
		terminal.parser.registerOscHandler(number, () => report(`OSC ${number}`));
	}
}

function watchEffects(terminal: Terminal, events: string[]): void {
	terminal.onData(() => events.push('reply'));
	terminal.onBinary(() => events.push('binary reply'));
	terminal.onBell(() => events.push('bell'));
	terminal.onTitleChange(() => events.push('title'));
	terminal.onLineFeed(() => events.push('line feed'));
	terminal.onScroll(() => events.push('scroll'));
	terminal.buffer.onBufferChange(() => events.push('screen switched'));
}

function picturesThatDiffer(terminal: Terminal, text: string): readonly string[] {
	const buffer = terminal.buffer.active;
	const found: string[] = [];
	if (buffer.type !== 'normal' || buffer.cursorY !== 0 || buffer.baseY !== 0) {
		found.push('cursor left its row');
	}

	const firstRow = buffer.getLine(0);
	const drawn = firstRow === undefined ? '' : textOf(firstRow);
	if (drawn !== text.slice(0, drawn.length) || drawn.length !== text.length) {
		found.push('the screen shows another text');
	}

	if (firstRow !== undefined && hasCrowdedCell(firstRow)) {
		found.push('a crowd in one cell');
	}

	if (firstRow !== undefined && !isPlain(firstRow, buffer.cursorX)) {
		found.push('cells have attributes, or the cursor is elsewhere');
	}

	for (let row = 1; row < rows; row += 1) {
		if (buffer.getLine(row)?.translateToString(true) !== '') {
			found.push('text in another row');
		}
	}

	return found;
}

function textOf(line: IBufferLine): string {
	let text = '';
	for (let column = 0; column < line.length; column += 1) {
		text += line.getCell(column)?.getChars() ?? '';
	}

	return text;
}

function hasCrowdedCell(line: IBufferLine): boolean {
	for (let column = 0; column < line.length; column += 1) {
		if ((line.getCell(column)?.getChars().length ?? 0) > mostUnitsInCell) {
			return true;
		}
	}

	return false;
}

/** The cursor stands behind the last cell that was drawn, and no cell has a colour or a style. */
function isPlain(line: IBufferLine, cursorColumn: number): boolean {
	for (let column = 0; column < line.length; column += 1) {
		const cell = line.getCell(column);
		if (cell?.isAttributeDefault() === false) {
			return false;
		}

		if (column >= cursorColumn && cell?.getChars() !== '') {
			return false;
		}
	}

	return true;
}

function characters(first: number, last: number): readonly string[] {
	return Array.from({length: last - first + 1}, (_, index) => String.fromCharCode(first + index));
}
