import { codeIn } from './draft.ts';

interface Barcodes {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
declare global {
  interface Window {
    BarcodeDetector?: { new (options: { readonly formats: readonly string[] }): Barcodes; getSupportedFormats(): Promise<readonly string[]> };
  }
}

const LOOK_MS = 150;

/** The eight digits that a scanned text holds; null where it holds no presence code. */
export const codeOfScan = (text: string): string | null => /(?<![0-9])[0-9]{8}(?![0-9])/.exec(codeIn(text))?.[0] ?? null;

async function native(): Promise<((video: HTMLVideoElement) => Promise<string | null>) | null> {
  const Detector = window.BarcodeDetector;
  if (Detector === undefined || !(await Detector.getSupportedFormats().catch((): readonly string[] => [])).includes('qr_code')) return null;
  const detector = new Detector({ formats: ['qr_code'] });
  return async (video) => (await detector.detect(video).catch(() => []))[0]?.rawValue ?? null;
}

async function ours(): Promise<(video: HTMLVideoElement) => Promise<string | null>> {
  // Only a phone that cannot read by itself pays for the reader; it is kept on the phone with the page.
  const { decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async (video) => {
    if (context === null || video.videoWidth === 0) return null;
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    context.drawImage(video, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    try {
      return decodeQR({ data, width, height });
    } catch {
      return null;
    }
  };
}

/** Looks through the camera at the back until a presence code is seen or `stop` is called; rejects where there is no camera or it is not allowed. */
export async function scanCode(video: HTMLVideoElement, found: (code: string) => void): Promise<{ stop(): void }> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false });
  let on = true;
  const stop = (): void => {
    on = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  const begin = async (): Promise<(video: HTMLVideoElement) => Promise<string | null>> => {
    video.srcObject = stream;
    await video.play();
    return (await native()) ?? (await ours());
  };
  const read = await begin().catch((error: unknown) => {
    // A camera that nobody looks through must not stay on.
    stop();
    throw error;
  });
  const look = async (): Promise<void> => {
    if (!on) return;
    const code = codeOfScan((await read(video)) ?? '');
    if (!on) return;
    if (code === null) return void setTimeout(() => void look(), LOOK_MS);
    stop();
    found(code);
  };
  void look();
  return { stop };
}
