import type { Honorific } from '../people/person.ts';

const WOMEN = [
  'مریم', 'زهرا', 'فاطمه', 'نرگس', 'سمیه', 'لیلا', 'مهناز', 'شیرین', 'نسرین', 'پروین', 'الهام', 'ندا', 'فرشته', 'آزاده', 'سیما', 'طاهره',
] as const;
const MEN = [
  'علی', 'محمدرضا', 'حسین', 'مهدی', 'حمید', 'سعید', 'مجید', 'رضا', 'اکبر', 'مسعود', 'بهروز', 'کامران', 'ناصر', 'جواد', 'داوود', 'فرهاد', 'ایرج', 'منصور',
  'شهرام', 'غلامرضا', 'محسن', 'یوسف', 'کیوان', 'پرویز',
] as const;
const SURNAMES = [
  'کریمی', 'احمدی', 'رضایی', 'صادقی', 'نوری', 'قاسمی', 'طاهری', 'یزدانی', 'شریفی', 'مرادی', 'حیدری', 'باقری', 'سلطانی', 'توکلی', 'فرهمند', 'نیکبخت',
  'زمانی', 'اسدی', 'بهرامی', 'جعفری', 'خسروی', 'دهقان', 'رستمی', 'سپهری', 'شفیعی', 'صالحی', 'ضیایی', 'طباطبایی', 'عسگری', 'غفاری', 'فلاح', 'قنبری',
  'کاظمی', 'گلستانی', 'لطفی', 'محمودی', 'نجفی', 'وحیدی', 'هاشمی', 'یعقوبی', 'آذرنیا', 'پورحسن', 'تهرانی', 'جلالی', 'چراغی', 'حقیقت', 'خادم', 'داوری',
] as const;

/** Names that nobody bears on purpose, all different, in an order that the chance decides; among heads of agencies one in five is a woman's. */
export function inventedNames(count: number, chance: () => number, women = 0.2): { readonly honorific: Honorific; readonly name: string }[] {
  const met = new Set<string>();
  const names: { honorific: Honorific; name: string }[] = [];
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
  while (names.length < count) {
    const isWoman = chance() < women;
    const name = `${isWoman ? pick(WOMEN) : pick(MEN)} ${pick(SURNAMES)}`;
    if (met.has(name)) continue;
    met.add(name);
    names.push({ honorific: isWoman ? 'khanom' : 'agha', name });
  }
  return names;
}
