/** The groups of agencies, by the names of the provinces' yearly evaluation. */
export const SECTORS = {
  infra: 'زیربنایی و توسعهٔ زیرساخت',
  production: 'تولیدی و خدماتی',
  economy: 'اقتصادی و مالی',
  health_welfare: 'سلامت و رفاه اجتماعی',
  culture_education: 'فرهنگی، علمی و آموزشی',
  public_justice: 'عمومی، امنیتی و قضایی',
  governorate: 'حوزهٔ ستادی استانداری و فرمانداری',
} as const;

/** What an agency is in law. */
export const AGENCY_KINDS = {
  general_directorate: 'اداره کل',
  directorate: 'مدیریت یا اداره',
  organization: 'سازمان',
  company: 'شرکت',
  bank: 'بانک',
  insurance: 'بیمه',
  fund: 'صندوق',
  university: 'دانشگاه',
  research_center: 'مرکز پژوهشی',
  science_park: 'پارک علم و فناوری',
  public_foundation: 'نهاد و بنیاد',
  public_nongov: 'نهاد عمومی غیردولتی',
  municipality: 'شهرداری',
  council: 'شورا',
  judiciary: 'قضایی',
  oversight: 'نظارتی',
  police: 'انتظامی',
  broadcaster: 'صدا و سیما',
  governorate_unit: 'واحد استانداری',
  county_governorate: 'فرمانداری',
} as const;

/** What the office may do to an agency: as a tick box, and as the mark of one to which it may not. */
export const AGENCY_FLAGS = {
  mayBeInvited: { label: 'می‌توان به ملاقات الکترونیک دعوت کرد', on: 'دعوت‌شدنی', off: 'بی دعوت' },
  mayBeInspected: { label: 'می‌توان از آن بازدید کرد', on: 'بازدیدشدنی', off: 'بی بازدید' },
  mayBeGivenNotice: { label: 'می‌توان به مدیر آن تذکر داد', on: 'تذکرپذیر', off: 'بی تذکر' },
} as const;

/** Why a manager is away. */
export const ABSENCES = { leave: 'مرخصی', mission: 'مأموریت', sickness: 'بیماری', governor_meeting: 'جلسهٔ استاندار' } as const;
