import { useTranslation } from 'react-i18next';
import { PAGE_LANGUAGES, switchLanguage } from '../i18n/index.ts';
import { Button } from '../ui/common/Button.tsx';
import { Menu, MenuItem } from '../ui/common/Menu.tsx';

const [FIRST, SECOND] = PAGE_LANGUAGES;

/** The other language by its name; a menu of all of them where there are more than two. */
export function LanguageChoice() {
  const { t, i18n } = useTranslation('app');
  const current = PAGE_LANGUAGES.find(({ tag }) => tag === i18n.language) ?? FIRST;
  if (PAGE_LANGUAGES.length > 2)
    return (
      <Menu
        trigger={
          <Button aria-label={t('language')} title={t('language')}>
            {current?.name}
          </Button>
        }
      >
        <LanguageItems />
      </Menu>
    );
  const other = current === FIRST ? SECOND : FIRST;
  return (
    <Button
      lang={other?.htmlLang}
      aria-label={t('switchLanguage')}
      title={t('switchLanguage')}
      onClick={() => switchLanguage(other?.tag ?? 'en')}
    >
      {other?.tag === 'en' ? 'EN' : other?.name}
    </Button>
  );
}

/** Every language but the one shown, as items of a menu. */
export function LanguageItems() {
  const { i18n } = useTranslation('app');
  return PAGE_LANGUAGES.filter(({ tag }) => tag !== i18n.language).map(({ tag, name, htmlLang }) => (
    <MenuItem key={tag} onSelect={() => switchLanguage(tag)}>
      <span lang={htmlLang}>{name}</span>
    </MenuItem>
  ));
}
