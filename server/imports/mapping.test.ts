import { describe, expect, it } from 'vitest';
import { guessMapping, headingsOf, missingFields, signatureOf } from './mapping.ts';

describe('mapping of columns', () => {
  it('I12 knows the headings of a hotline’s tickets', () => {
    const headings = [
      '工单编号',
      '来电时间',
      '诉求人',
      '联系电话',
      '工单标题',
      '诉求内容',
      '二级分类',
      '被反映街乡镇',
      '办理结果',
      '办结时间',
      '诉求来源',
      '事发地址',
    ];
    expect(guessMapping(headings)).toEqual({
      externalNo: '工单编号',
      at: '来电时间',
      person: '诉求人',
      phone: '联系电话',
      title: '工单标题',
      text: '诉求内容',
      item: '二级分类',
      area: '被反映街乡镇',
      reply: '办理结果',
      replyAt: '办结时间',
      channel: '诉求来源',
      address: '事发地址',
    });
  });

  it('I12 gives no column to two fields, and guesses nothing from a word inside another', () => {
    const guessed = guessMapping(['valid', '内容', '标题内容']);
    expect(guessed).toEqual({ text: '内容', title: '标题内容' });
    expect(missingFields(guessed, ['valid', '内容', '标题内容'])).toEqual(['externalNo', 'at']);
    expect(
      missingFields({ ...guessed, externalNo: 'x', at: 'valid' }, ['valid', '内容', '标题内容']),
    ).toEqual(['externalNo']);
  });

  it('I12 columns of the same name are told apart', () => {
    expect(headingsOf(['时间', ' 时间 ', null, 7])).toEqual(['时间', '时间 (2)', '', '7']);
  });

  it('I12 files with the same headings are of one kind, in any order, our own list of refused rows included', () => {
    const kind = signatureOf(['工单编号', '来电时间', '内容']);
    expect(signatureOf(['内容', '工单编号 ', '来电时间'])).toBe(kind);
    expect(signatureOf(['行号', '原因', '工单编号', '来电时间', '内容'])).toBe(kind);
    expect(signatureOf(['Row', 'Reason', '工单编号', '来电时间', '内容'])).toBe(kind);
    expect(signatureOf(['工单编号', '来电时间'])).not.toBe(kind);
  });
});
