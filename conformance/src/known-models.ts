const vibrator = "Vibrate 0..20";
const oscillator = "Oscillate 0..20";
const rotator = "Rotate -20..20";
const position = "HwPositionWithDuration 0..100";

/** The models of the Lovense and Aneros sheets, and the outputs of their features in order; batteries follow. */
export const knownModels: Readonly<Record<string, readonly string[]>> = {
  "Lovense Device": [vibrator],
  "Lovense Max": [vibrator, "Constrict 0..3"],
  "Lovense Edge": [vibrator, vibrator],
  "Lovense Nora": [vibrator, rotator],
  "Lovense Ambi": [vibrator],
  "Lovense Lush": [vibrator],
  "Lovense Lush Anal": [vibrator],
  "Lovense Hush": [vibrator],
  "Lovense Domi": [vibrator],
  "Lovense Osci": [vibrator],
  "Lovense Mission": [vibrator],
  "Lovense Mission 2": [vibrator],
  "Lovense Ferri": [vibrator],
  "Lovense Diamo": [vibrator],
  "Loveai Dolp": [vibrator],
  "Lovense Sex Machine": [oscillator],
  "Lovense Mini Sex Machine": [oscillator],
  "Lovense Dolce": [vibrator, vibrator],
  "Lovense Osci 3": [vibrator, vibrator],
  "Lovense Gush": [vibrator],
  "Lovense Gush 2": [vibrator],
  "Lovense Hyphy": [vibrator, vibrator],
  "Lovense Calor": [vibrator],
  "Lovense Flexer (Firmware update needed)": [vibrator],
  "Lovense Flexer": [vibrator, vibrator, "Rotate 0..20"],
  "Lovense Gemini": [vibrator, vibrator],
  "Lovense Gravity": [vibrator, oscillator],
  "Lovense Tenera": [vibrator],
  "Lovense Ridge": [vibrator, rotator],
  "Lovense Lapis": [vibrator, vibrator, vibrator],
  "Lovense Vulse": [vibrator],
  "Lovense Solace": [oscillator],
  "Lovense Solace Pro": [`${position} + ${oscillator}`],
  "Lovense Spinel": [vibrator, oscillator],
  "Aneros Vivi": ["Vibrate 0..127", "Vibrate 0..127"],
};
