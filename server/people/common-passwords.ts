import { dictionary } from '@zxcvbn-ts/language-common';
import { foldLetters, toAsciiDigits } from '../domain/persian.ts';

const COMMON: ReadonlySet<string> = new Set(dictionary['passwords-common']);

// What people at a governorate put together when a password must be long (ASVS 5.0, 6.1.2): names of the place and the office, of
// people and saints, of months and clubs, in both scripts. Longest first, so that a part does not leave the rest standing.
const WORDS: readonly string[] = `
  استانداری استاندار فرمانداری فرماندار بخشداری شهرداری دهیاری استان شهرستان اصفهان تهران ایران کاشان نجف‌آباد کهگیلویه بویراحمد یاسوج
  سامانه سامد دیدار پاسخگویی پاسخگو مدیران مدیرکل مدیر رئیس کارشناس بازرسی بازرس سرپرست مسئول برنامه دفتر اداره سازمان شرکت دانشگاه بهداشت
  راه‌وشهرسازی آموزش‌وپرورش فرهنگ ارشاد ورزش جوانان کشاورزی صنعت معدن تجارت بانک بیمه دادگستری مردم مردمی ارتباط ارتباطات تلفن
  گذرواژه رمزعبور رمز عبور ورود کلمه سلام خدا خداحافظ الله بسم‌الله یاعلی یاحسین یازهرا یامهدی محمد علی حسین حسن رضا فاطمه زهرا مهدی زینب عباس
  فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند شنبه یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه سال روز
  پرسپولیس استقلال سپاهان ذوب‌آهن دوستت‌دارم عشق عشقم زندگی بهار تابستان پاییز زمستان
  administrator administrador admin password passwort passw0rd welcome letmein changeme secret login user test demo governor governorate
  ostandari ostandar farmandari farmandar shahrdari isfahan esfahan tehran iran kashan najafabad yasuj yasooj samad samaneh didar pasokhgooyi pasokhgoo
  modirkol modiran modir raeis karshenas bazresi bazras sarparast masool barname daftar edare sazman sherkat daneshgah behdasht bank
  ramz obur oboor vorood salam khoda khodahafez allah bismillah yaali yahossein yahosein yazahra yamahdi mohammad mohamad muhammad ali hossein hosein
  hassan reza fatemeh fateme zahra mahdi mehdi zeynab zeinab abbas
  farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar dey bahman esfand shanbe jomeh
  perspolis persepolis esteghlal sepahan zobahan eshgh eshgham zendegi bahar tabestan paeez paiez zemestan
  qwerty azerty asdf zxcv dragon monkey football baseball iloveyou sunshine princess superman batman master shadow
`.split(/\s+/).filter(Boolean);

const ROWS: readonly string[] = [
  '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz', 'qazwsxedcrfvtgbyhnujmikolp', '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik',
  'ضصثقفغعهخحجچ', 'شسیبلاتنمکگ', 'ظطزرذدپو', 'ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی',
];

// A password in which less than this is left of one's own is guessed from lists.
const LEAST_OWN = 6;

/** Letters and digits alone, of one shape: what is left of disguise by case, digits of another script and signs between. */
const plain = (text: string): string => toAsciiDigits(foldLetters(text.toLowerCase())).replace(/آ/g, 'ا').replace(/[^\p{L}\p{N}]/gu, '');

const runsIn = (text: string): string => {
  const reversed = ROWS.map((row) => [...row].reverse().join(''));
  const rows = [...ROWS.map(plain), ...reversed.map(plain)];
  for (let at = 0; at < text.length; at += 1) {
    for (let length = Math.min(text.length - at, 12); length >= 4; length -= 1) {
      const run = text.slice(at, at + length);
      // A gap, not nothing: what stood on both sides must not grow into one word.
      if (rows.some((row) => row.includes(run))) return `${text.slice(0, at)} ${runsIn(text.slice(at + length))}`;
    }
  }
  return text;
};

const ownPart = (password: string, about: readonly string[]): string => {
  const words = [...WORDS, ...about.flatMap((one) => [one, ...one.split(/\s+/)])].map(plain).filter((word) => word.length >= 2);
  let left = runsIn(plain(password));
  for (const word of words.sort((one, other) => other.length - one.length)) left = left.replaceAll(word, ' ');
  return left
    .replace(/(.)\1{2,}/gu, '$1')
    // Years, and whole dates, in digits.
    .replace(/(?:1[234]\d\d|19\d\d|20\d\d)(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?/g, ' ')
    .replace(/\s+/g, '');
};

/**
 * Whether a password can be guessed from lists: it is one of the common ones (but for digits at its ends), repeats a short piece,
 * or is put together from words of the office, names, keyboard rows and dates; `about` are the person's own name and username.
 */
export function isCommonPassword(password: string, about: readonly string[] = []): boolean {
  const text = plain(password);
  const core = text.replace(/^\d+|\d+$/g, '');
  if (COMMON.has(password.toLowerCase()) || COMMON.has(text) || COMMON.has(core)) return true;
  if (/^(.{1,6})\1+$/u.test(text) || new Set(text).size < 5) return true;
  return ownPart(password, about).length < LEAST_OWN;
}
