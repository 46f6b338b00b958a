import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {build} from 'esbuild';
import {
	fastStringWidth,
	keptLines,
	withoutDevtools,
	withoutRestoreCursor,
} from '../scripts/ink-plugins.ts';
import {
	lateSegmenter,
	lateStringWidth,
	lateTerminalSize,
	withoutFetch,
} from '../scripts/start-plugins.ts';

export type HelloInk = {readonly path: string; readonly remove: () => Promise<void>};

/**
 * The least program that does on Ink what the dashboard does: a full screen of lines, and a cursor that j and k move.
 * It is drawn as the dashboard is, and is the floor of what Ink itself costs. `isLean`: it starts as the dashboard does
 * too, without what Ink loads for nothing (docs/decisions/016); a budget that is a multiple of Ink is held beside Ink.
 */
export async function buildHelloInk({isLean = false} = {}): Promise<HelloInk> {
	const folder = await mkdtemp(join(tmpdir(), 'hello-ink-'));
	const path = join(folder, 'hello.mjs');
	await build({
		stdin: {contents: source, resolveDir: '.', loader: 'jsx'},
		outfile: path,
		bundle: true,
		minify: true,
		platform: 'node',
		target: 'node22.19',
		format: 'esm',
		jsx: 'automatic',
		banner: {
			js: "import {createRequire as __createRequire} from 'node:module'; const require = __createRequire(import.meta.url);",
		},
		define: {'process.env.NODE_ENV': '"production"'},
		plugins: [
			...(isLean ? [lateStringWidth, lateSegmenter, lateTerminalSize, withoutFetch] : []),
			...[withoutDevtools, withoutRestoreCursor, fastStringWidth, keptLines],
		],
	});
	return {path, remove: () => rm(folder, {recursive: true})};
}

const source = `
import {memo, useState} from 'react';
import {Box, Text, render, useInput} from 'ink';
const rows = process.stdout.rows;
const Line = memo(({text}) => <Text wrap="truncate">{text}</Text>);
function App() {
	const [cursor, setCursor] = useState(0);
	useInput(input => {
		if (input === 'q') {
			process.exit(0);
		}
		setCursor(place => Math.max(0, Math.min(rows - 2, place + (input === 'j' ? 1 : -1))));
	});
	return <Box flexDirection="column" height={rows}>{Array.from({length: rows - 1}, (_, row) =>
		<Line key={row} text={(row === cursor ? ' › ' : '   ') + 'line ' + row} />)}
		<Line text=" j k move  ? help" /></Box>;
}
process.stdin.setRawMode(true);
process.on('SIGTERM', () => process.exit(0));
render(<App />, {alternateScreen: true, incrementalRendering: true, exitOnCtrlC: false, maxFps: 60});
`;
