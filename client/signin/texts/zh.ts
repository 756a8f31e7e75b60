export const zh = {
  brand: '社区派单',
  title: '工作人员登录',
  lead: '值班员、网格员、志愿者和部门都从这里进。',
  username: '用户名',
  password: '密码',
  signIn: '登录',
  signingIn: '正在登录',
  again: '请重新登录',
  revoked: '这个账号在别处退出了登录。写好的内容都还在，登录后接着做。',
  expired: '登录已过期。写好的内容都还在，登录后接着做。',
  changed: '你的角色或负责区域有变动，重新登录后生效。',
  residents: '居民反映事情不用登录',
  skip: '跳到正文',
  notices: '通知',
  close: '关闭',
  loading: '正在读取',
};
export type SignInTexts = typeof zh;
