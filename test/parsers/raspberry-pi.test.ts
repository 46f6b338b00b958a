import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseRpiVolt} from '../../source/parsers/rpi-volt.ts';
import {parseVcgencmd} from '../../source/parsers/vcgencmd.ts';
import {accelerators} from '../helpers/accelerator-fixture.ts';

const [calm = '', bothNow = '', bothBefore = '', warm = '', denied = ''] =
	accelerators('vcgencmd.txt');

describe('vcgencmd get_throttled', () => {
	it.each([
		[calm, 'nothing', [false, false, false, false]],
		[bothNow, 'too little voltage, now and before', [true, true, true, true]],
		[bothBefore, 'it before and not now', [false, false, true, true]],
		[warm, 'the soft temperature limit', [true, false, true, false]],
		['throttled=0x2', 'a clock that is capped', [true, false, false, false]],
		['throttled=0x1', 'a voltage that slows nothing down yet', [false, true, false, false]],
		['throttled=0x10000', 'a low voltage since boot', [false, false, false, true]],
		['throttled=ffffffff', 'everything', [true, true, true, true]],
	])('%s tells of %s', (line, _, [throttledNow, underVoltageNow, throttled, underVoltage]) => {
		expect(parseVcgencmd(line)).toEqual({
			value: {
				throttledNow,
				underVoltageNow,
				throttledSinceBoot: throttled,
				underVoltageSinceBoot: underVoltage,
			},
			problems: [],
		});
	});

	it('says what helps where the user may not ask', () => {
		expect(parseVcgencmd(denied)).toEqual({
			value: undefined,
			problems: [
				{
					source: 'vcgencmd',
					line: denied,
					reason: expect.stringContaining('usermod -aG video'),
				},
			],
		});
	});

	it.each(['throttled=', 'throttled=0x', 'throttled=0x123456789', "temp=48.3'C", 'throttled=0x5 '])(
		'%j is understood, or a problem, and never a guess',
		line => {
			const {value, problems} = parseVcgencmd(line);
			expect([value === undefined, problems.length]).toEqual(
				line.trim() === 'throttled=0x5' ? [false, 0] : [true, 1],
			);
		},
	);

	it('never throws', () => {
		fc.assert(fc.property(fc.string({unit: 'binary'}), line => void parseVcgencmd(line)));
	});
});

describe('the voltage alarm of the kernel', () => {
	const chip = '/sys/class/hwmon/hwmon1';
	const sections = (name: string, alarm: string) =>
		new Map([
			[`${chip}/name`, name],
			[`${chip}/in0_lcrit_alarm`, alarm],
		]);

	it.each([
		['0\n', false],
		['1\n', true],
	])('%j tells of the voltage now, and of nothing else', (alarm, underVoltageNow) => {
		expect(parseRpiVolt(sections('rpi_volt\n', alarm))).toEqual({
			value: {
				throttledNow: undefined,
				underVoltageNow,
				throttledSinceBoot: undefined,
				underVoltageSinceBoot: undefined,
			},
			problems: [],
		});
	});

	it('of another chip is not about the board', () => {
		expect(parseRpiVolt(sections('nct6798\n', '1\n')).value).toBeUndefined();
		expect(parseRpiVolt(new Map()).value).toBeUndefined();
	});

	it('that says something else is a problem', () => {
		expect(parseRpiVolt(sections('rpi_volt', 'N/A'))).toMatchObject({
			value: undefined,
			problems: [{source: `${chip}/in0_lcrit_alarm`, line: 'N/A'}],
		});
	});
});
