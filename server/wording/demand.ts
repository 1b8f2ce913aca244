/** What each of the three numbers is called. */
export const MEASURE_WORDS = {
  clients: { title: 'مراجعه‌کننده', help: 'کسانی که در آن ماه به خود دستگاه رفته‌اند.' },
  calls: { title: 'تماس ۱۱۱', help: 'تماس‌هایی که در آن ماه با ۱۱۱ دربارهٔ این دستگاه گرفته شده است. در خانهٔ خالی، شمارش خود دیدار (کم‌رنگ) به کار می‌رود.' },
  openRequests: { title: 'درخواست باز', help: 'درخواست‌هایی که در پایان آن ماه هنوز پاسخ نهایی نگرفته‌اند.' },
} as const;
