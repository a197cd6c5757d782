namespace Lab.Foreign;

/// <summary>The configuration that one private FreeRADIUS needs, and no more.</summary>
internal static class FreeRadiusFiles
{
    public static void Write(string directory, FreeRadiusSettings settings, int authenticationPort, int accountingPort)
    {
        File.WriteAllText(Path.Combine(directory, "users"), settings.Users);
        File.WriteAllText(Path.Combine(directory, "dictionary"), "");
        File.WriteAllText(Path.Combine(directory, "radiusd.conf"), Main(directory, settings, authenticationPort, accountingPort));
    }

    private static string Main(string directory, FreeRadiusSettings settings, int authenticationPort, int accountingPort) => $$"""
        prefix = /usr
        exec_prefix = /usr
        raddbdir = {{directory}}
        logdir = {{directory}}
        libdir = /usr/lib/freeradius
        max_requests = 16384
        security {
            max_attributes = 200
            reject_delay = 0
            status_server = {{YesNo(settings.AnswerStatusServer)}}
        }
        thread pool {
            start_servers = 2
            max_servers = 4
            min_spare_servers = 1
            max_spare_servers = 3
        }
        client lab {
            ipaddr = 127.0.0.1
            secret = "{{settings.Secret}}"
            require_message_authenticator = {{YesNo(settings.RequireMessageAuthenticator)}}
        }
        modules {
            files {
                usersfile = {{directory}}/users
            }
            pap { }
            chap { }
            mschap {
                use_mppe = no
            }
            detail {
                filename = {{directory}}/detail
            }
        }
        server lab {
            listen {
                type = auth
                ipaddr = 127.0.0.1
                port = {{authenticationPort}}
            }
            listen {
                type = acct
                ipaddr = 127.0.0.1
                port = {{accountingPort}}
            }
            authorize {
                files
                chap
                mschap
                pap
            }
            authenticate {
                Auth-Type PAP {
                    pap
                }
                Auth-Type CHAP {
                    chap
                }
                Auth-Type MS-CHAP {
                    mschap
                }
            }
            accounting {
                detail
            }
            post-auth {
                {{SignAnswer(settings)}}
                Post-Auth-Type REJECT {
                    {{SignAnswer(settings)}}
                }
            }
        }

        """;

    private static string SignAnswer(FreeRadiusSettings settings) =>
        settings.SendMessageAuthenticator ? "update reply { Message-Authenticator := 0x00 }" : "";

    private static string YesNo(bool value) => value ? "yes" : "no";
}
