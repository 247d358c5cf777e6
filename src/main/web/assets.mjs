// Installs the pages' libraries by their lock file and copies what the pages use into the static folder, and the
// documents' fonts beside it.
// Runs in each build; does nothing when the lock file has not changed since the last copy.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '../resources/static/lib');
const fontTarget = join(here, '../resources/fonts');
const files = {
  'htmx.js': 'htmx.org/dist/htmx.min.js',
  'weui.css': 'weui/dist/style/weui.min.css',
  'tabler.css': '@tabler/core/dist/css/tabler.min.css',
  'tabler.js': '@tabler/core/dist/js/tabler.min.js',
  'echarts.js': 'echarts/dist/echarts.min.js',
  'jsqr.js': 'jsqr/dist/jsQR.js',
  'sm2.js': 'sm-crypto/dist/sm2.js',
};
const fonts = {
  'NotoSansSC-Regular.ttf': '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'NotoSansSC-Bold.ttf': '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
  'OFL.txt': '@expo-google-fonts/noto-sans-sc/LICENSE_FONT',
};

const lock = readFileSync(join(here, 'package-lock.json'), 'utf8');
const stamp = join(target, '.lock');
const wanted = lock + JSON.stringify([files, fonts]);
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: here, stdio: 'inherit' });
  copy(files, target);
  copy(fonts, fontTarget);
  writeFileSync(stamp, wanted);
}

function copy(which, into) {
  mkdirSync(into, { recursive: true });
  for (const [name, from] of Object.entries(which)) {
    copyFileSync(join(here, 'node_modules', from), join(into, name));
  }
}
