import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import {type KeptRates, keptRatesText, parseKeptRates} from '../../source/parsers/kept-rates.ts';
import {small, someRates} from '../helpers/route-builders.ts';

const kept: readonly KeptRates[] = [
	{node: 'gpu-01' as NodeName, model: small, rates: someRates({loadBytesPerSecond: undefined})},
	{node: 'pi-05' as NodeName, model: 'hf.co/o/m:Q4' as ModelName, rates: someRates({answers: 0})},
];

function parse(text: string) {
	return parseKeptRates(text, 'rates.json');
}

test('what was written is read', () => {
	expect(parse(keptRatesText(kept))).toEqual({value: kept, problems: []});
});

describe('damage', () => {
	test.each([
		['an empty file', ''],
		['a torn one', keptRatesText(kept).slice(0, 80)],
		['another document', '[]'],
		['a newer one', '{"schema":2,"rates":[]}'],
		['rates that are no list', '{"schema":1,"rates":{}}'],
	])('%s is a problem and holds nothing', (_, text) => {
		expect(parse(text)).toMatchObject({value: [], problems: [{source: 'rates.json'}]});
	});

	test.each([
		['a rate below nothing', '"decodeTokensPerSecond":10', '"decodeTokensPerSecond":-1'],
		['a rate that is endless', '"decodeTokensPerSecond":10', '"decodeTokensPerSecond":1e999'],
		['a share over one', '"successFraction":1', '"successFraction":2'],
		['a node that is no name', '"gpu-01"', '"../gpu"'],
		['a model that is no name', `"${small}"`, '"a b"'],
	])('%s leaves out its entry alone', (_, whole, damaged) => {
		const {value, problems} = parse(keptRatesText(kept).replace(whole, damaged));
		expect(value).toEqual([kept[1]]);
		expect(problems).toHaveLength(1);
	});

	test('no text breaks it', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.json()), text => {
				expect(parse(text).value).toEqual([]);
			}),
		);
	});
});
