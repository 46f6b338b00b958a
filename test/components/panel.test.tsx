import {Box, renderToString} from 'ink';
import {expect, test} from 'vitest';
import {Panel} from '../../source/components/Panel.tsx';
import {safe} from '../../source/theme/safe.ts';
import {colourless, stripSgr} from '../helpers/frame.tsx';

test('a picture that throws is one line in its own rows; the others are intact', () => {
	const frame = {columns: 60, profile: colourless};
	const drawn = renderToString(
		<Box flexDirection="column">
			<Panel
				{...frame}
				what={safe`above`}
				rows={1}
				compose={() => [{pieces: [{text: safe`one`}]}]}
			/>
			<Panel
				{...frame}
				what={safe`the table`}
				rows={3}
				compose={() => {
					throw new Error('no \u001b[2Jsuch column');
				}}
			/>
			<Panel
				{...frame}
				what={safe`below`}
				rows={1}
				compose={() => [{pieces: [{text: safe`two`}]}]}
			/>
		</Box>,
		{columns: 60},
	);
	expect(drawn.split('\n').map(line => stripSgr(line).trimEnd())).toEqual([
		'one',
		'     the table cannot be drawn: no ␛[2Jsuch column',
		'',
		'',
		'two',
	]);
});
