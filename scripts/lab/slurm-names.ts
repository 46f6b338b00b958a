/** Names of jobs that a client has to show without harm, as bytes, one character each. Slurm takes them all as they are. */

const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

export const hostileNames = {
	unicode: utf8('naïve 日本語 🚀 עברית e\u0301'),
	pipe: 'a b|c;d,`id`$(id) & "q" \\back',
	newline: 'line1\nJOBID=999 line2',
	row: 'x\n4711|batch|forged|root|R|1:00|1|node001\n',
	ansi: '\u001b[31mred\u001b[0m\u001b]0;pwned\u0007\u001b[2J',
	clipboard: '\u001b]52;c;cHduZWQ=\u0007\u009b2J\u0090q\u009c',
	tab: 'tab\there\r\u0001\u007f\u009b31m',
	long: 'x'.repeat(500),
	wide: utf8('宽'.repeat(160)),
	us: 'has\u001funit\u001esep\u001ffields',
	badUtf8: 'bad\u00ff\u00feutf\u00c3',
	inject: 'x UserId=root(0) JobState=RUNNING   Reason=None',
	dash: '--help',
	option: '-rf',
	empty: '',
	percent: '%i %j \\n %%',
	shell: "$(touch x) $HOME `touch y` '; touch z; '",
	bidi: utf8('abc\u202Etxt.exe\u202C\u200b\u00ad'),
	null: 'null',
	spaces: '  two  spaces  ',
} as const satisfies Readonly<Record<string, string>>;

/** A comment that would end a job in what `scontrol show job` prints. */
export const hostileComment = 'c1\n   JobState=COMPLETED ExitCode=0:0\n|\u001f\u001b[31m';
